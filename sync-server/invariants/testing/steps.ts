import fc from 'fast-check';
import { CopyStatus } from '#shared/contract/vocabulary.ts';

// What people do at desks, at random. Things are named by small numbers: the copies, members, books and branches of a
// small library, and of what arises on the way (loans, holds, transfers) the newest few.

const copy = fc.nat(6);
const member = fc.nat(4);
const book = fc.nat(2);
const branch = fc.nat(1);
/** 0 is the newest. */
const recent = fc.nat(5);
const cents = fc.constantFrom(5, 10, 25, 50, 400);
/** Hours before now at which a desk saw it that could not tell us; mostly it could. */
const hoursAgo = fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, fc.integer({ min: 1, max: 60 }));
const override = fc.boolean();

const lend = fc.record({ kind: fc.constant('lend'), copy, member, branch, override });
const bringBack = fc.record({
  kind: fc.constant('bring_back'),
  copy,
  branch,
  hoursAgo,
  damaged: fc.nat(9).map((n) => n === 0),
});
const placeHold = fc.record({
  kind: fc.constant('place_hold'),
  book,
  member,
  branch,
  awayDays: fc.constantFrom(null, null, null, 1, 10),
});
const journey = { copy, branch, reason: fc.constantFrom('rebalance', 'repair', 'request') };

/** One act at one desk. What brings copies round is the most frequent, as in a library. */
const act = fc.oneof(
  { weight: 8, arbitrary: lend },
  { weight: 8, arbitrary: bringBack },
  { weight: 6, arbitrary: placeHold },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('lend_by_book'), book, member, branch }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('renew'), loan: recent, override }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('receive'), copy, branch, hoursAgo }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('cancel_hold'), hold: recent }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('suspend_hold'), hold: recent, days: fc.constantFrom(null, 2, 9) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('collect_elsewhere'), hold: recent, branch }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('not_on_shelf'), copy, branch }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('open_box'), branch }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('pack'), box: recent, copy, request: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('take_out'), box: recent, copy }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('send_box', 'close_box'), box: recent }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('request_transfer'), ...journey }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('ship'), transfer: recent }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('call_off'), transfer: recent, missing: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('pay'), member, cents }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('waive'), member, cents }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('refund'), member, cents }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('declare_lost'), loan: recent, cents: fc.option(cents) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('claim_returned'), loan: recent }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('set_copy'), copy, status: fc.constantFrom(...CopyStatus.options) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('expire_holds') }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('count_shelves'), copies: fc.uniqueArray(copy) }) },
);

/** How often the desk sends it: once, again after the answer, or twice at once under one key (a retry on a bad line). */
const sent = fc.constantFrom('once', 'once', 'once', 'again', 'twice_at_once');

export const step = fc.tuple(act, sent).map(([what, how]) => ({ ...what, sent: how }));
export type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** What several desks do at the same time, and how many hours go by afterwards. */
const bustle = fc.record({
  desks: fc.array(fc.array(step, { minLength: 1, maxLength: 5 }), { minLength: 2, maxLength: 6 }),
  hoursAfter: fc.constantFrom(0, 1, 20, 80, 150, 300),
});
export type Bustle = typeof bustle extends fc.Arbitrary<infer B> ? B : never;

/** Some weeks of a library. */
export const weeks = fc.array(bustle, { minLength: 6, maxLength: 12 });

export const stepsIn = (bustles: readonly Bustle[]): number =>
  bustles.reduce((sum, { desks }) => sum + desks.reduce((steps, ofDesk) => steps + ofDesk.length, 0), 0);
