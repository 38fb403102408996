import type { ListedHold } from '#shared/contract/api/holds.ts';
import type { Branch } from '#shared/contract/records.ts';
import type { Tone } from '../../parts/tone.ts';
import type { Format } from '../../text/format.ts';
import { text } from '../../text/language.ts';

/** How a hold stands, in a word or two, and where or until when. */
type HoldWords = { tone: Tone | 'plain'; state: string; detail: string };

/** `branches` by id: a pickup branch whose name is not known is just the pickup branch. */
export function wordsOfHold(
  hold: ListedHold,
  branches: ReadonlyMap<string, Branch>,
  format: Format,
  now: Date,
): HoldWords {
  const words = text.holds.states;
  const pickup = branches.get(hold.pickupBranchId)?.name ?? text.holds.pickupBranch;
  if (hold.status === 'ready') {
    const until = hold.shelfExpiresAt ? words.until(pickup, format.shortDate(hold.shelfExpiresAt, now)) : pickup;
    return { tone: 'good', state: words.ready, detail: until };
  }
  if (hold.status === 'in_transit') return { tone: 'attention', state: words.onItsWay, detail: words.to(pickup) };
  const place = words.place(hold.position ?? 0);
  const away = hold.suspendedUntil && words.away(format.localDate(hold.suspendedUntil));
  return { tone: 'plain', state: place, detail: [words.at(pickup), away].filter(Boolean).join('; ') };
}

/** Only while it waits in the queue can it be changed; it can be given up at any time. */
export const mayChange = (hold: Pick<ListedHold, 'status'>): boolean => hold.status === 'waiting';
