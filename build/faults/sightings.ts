import { setTimeout as pause } from 'node:timers/promises';
import { DeskEnded, type DeskMachine } from './desk-machine.ts';
import { type History, shownText } from './history.ts';

/** What a desk showed of each copy at a moment, and whether it said that it was up to date. */
export type Sighting = { at: number; isLive: boolean; shown: ReadonlyMap<string, string> };

const lookEveryMs = 150;
/** Heartbeats that were missed, a round of the feed, and a busy machine: more is not "live". */
const liveIsNoOlderThanMs = 15_000;

/** Looks at a desk's screen again and again, as somebody does who stands at it, until told to stop. */
export async function watchScreen(machine: DeskMachine, isOver: () => boolean): Promise<Sighting[]> {
  const seen: Sighting[] = [];
  while (!isOver()) {
    try {
      const { connection } = await machine.call('desk.state', {});
      const at = Date.now();
      const copies = await machine.cachedCopies();
      seen.push({
        at,
        isLive: connection.kind === 'live',
        shown: new Map(copies.map((copy) => [copy.id, shownText(copy)])),
      });
    } catch (error) {
      if (!(error instanceof DeskEnded)) throw error;
    }
    await pause(lookEveryMs);
  }
  return seen;
}

type Screen = {
  name: string;
  seen: readonly Sighting[];
  /** Its file was damaged: with the last of it gone, it is as it was earlier, and says that it is behind. */
  mayGoBack: boolean;
};

/** States that never were, or that were over while the desk said it was up to date; and what went back in time. */
export function sightingFindings({ name, seen, mayGoBack }: Screen, history: History): string[] {
  const found: string[] = [];
  /** How far each copy's history has been followed on this screen. */
  const place = new Map<string, number>();
  for (const { at, isLive, shown } of seen) {
    for (const [id, state] of shown) {
      const states = history.get(id) ?? [];
      const from = mayGoBack && !isLive ? 0 : (place.get(id) ?? 0);
      const next = states.findIndex((one, n) => n >= from && one.shown === state);
      if (next === -1) {
        const ever = states.some((one) => one.shown === state);
        found.push(
          `${name} showed copy ${id} as ${state}, ${ever ? 'after it had shown what came later' : 'which it never was'}.`,
        );
        continue;
      }
      place.set(id, next);
      const isStale = states.every((one, n) => one.shown !== state || overAt(states, n) < at - liveIsNoOlderThanMs);
      if (isLive && isStale) found.push(`${name} said that it was live, and showed copy ${id} as ${state}, long over.`);
    }
  }
  return [...new Set(found)].slice(0, 10);
}

const overAt = (states: readonly { at: number }[], n: number) => states[n + 1]?.at ?? Number.POSITIVE_INFINITY;
