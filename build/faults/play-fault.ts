import { setTimeout as pause } from 'node:timers/promises';
import { seededRandom } from '../demo/random.ts';
import { openDesks, settle, workAtDesk } from './desks.ts';
import type { Fault } from './kinds/fault.ts';
import type { Premises } from './premises.ts';
import { watchScreen } from './sightings.ts';
import { findings, type TakenBack } from './verify.ts';
import { playWorkload } from './workload.ts';

/** What came of one fault in one library. */
export type Outcome = { findings: string[]; told: number; retried: number; observations: number; claims: number };

type Size = { clients: number; steps: number };
const usualSize = { clients: 4, steps: 30 };

/**
 * People work at desks and clients in a library of its own; something goes wrong meanwhile and is mended; then everything
 * is compared. The seed decides what people do and what is done to the machines, not who of them is quicker.
 */
export async function playFault(
  premises: Premises,
  fault: Fault,
  seed: number,
  size: Size = usualSize,
): Promise<Outcome> {
  const random = seededRandom(seed);
  const busy = await premises.library();
  const { doubled } = premises.line.counted;
  const desks = await openDesks(premises, busy);
  const complaints: string[] = [];
  let takenBack: TakenBack | null = null;
  let isHarmOver = false;
  let isOver = false;
  const shifts = desks.map((desk, n) =>
    workAtDesk(desk, { busy, random: seededRandom(seed + n), isOver: () => isOver }),
  );
  const screens = desks.map(({ machine }) => watchScreen(machine, () => isOver));
  const complain = (sentence: string) => void complaints.push(sentence);
  const place = { url: premises.line.url, busy, complain };
  const working = playWorkload(place, { ...size, seed, isHarmOver: () => isHarmOver });
  try {
    await pause(random.between(100, 600));
    await fault.play({
      premises,
      busy,
      desks,
      random,
      complain,
      takeBack: (taken) => {
        takenBack = taken;
      },
    });
    isHarmOver = true;
    const told = await working;
    isOver = true;
    await Promise.all(shifts);
    const seen = new Map((await Promise.all(screens)).map((sightings, n) => [desks[n]?.name ?? '', sightings]));
    const died = desks.flatMap(({ machine }) => machine.died ?? []);
    if (died.length > 0) throw new Error(died.join(' '));
    await settle(desks);
    return {
      findings: [
        ...complaints,
        ...(await findings({
          premises,
          busy,
          told,
          desks,
          seen,
          takenBack,
          isDoubled: premises.line.counted.doubled > doubled,
        })),
      ],
      told: told.length,
      retried: told.filter(({ attempts }) => attempts > 1).length,
      observations: desks.reduce((sum, { taken }) => sum + taken, 0),
      claims: desks.reduce((sum, { claims }) => sum + claims.length, 0),
    };
  } finally {
    isHarmOver = true;
    isOver = true;
    await Promise.allSettled([working, ...shifts, ...screens]);
    await Promise.all(desks.map(({ machine }) => machine.discard()));
  }
}
