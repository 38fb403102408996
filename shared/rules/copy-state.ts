import type { CopyStatus } from '#shared/contract/vocabulary.ts';

type MoveRow = {
  from: readonly CopyStatus[];
  to: readonly CopyStatus[];
  /** From these a person may make the move on the copy's own page; all others are made by what causes them. */
  byHand?: readonly CopyStatus[];
};

/** Whatever a scan in the hand can find a copy as; a withdrawn one is no longer the library's to lend. */
const anyInStock = ['available', 'on_loan', 'on_hold_shelf', 'in_transit', 'maintenance', 'missing', 'lost'] as const;
const placed = ['available', 'on_hold_shelf', 'in_transit', 'maintenance'] as const;

/**
 * Who may move a copy where (domain.md, "Copy states"): the one table. Each action leads from any of its `from` to any
 * of its `to`. On loan, in transit and on the hold shelf are never set by hand: a loan, a transfer or a hold stands
 * behind them. What is gone from the hold shelf, or broken there, a person can see; its hold then waits again.
 */
export const copyMoves = {
  /** From maintenance, transit, missing and lost only when staff set that refusal aside (domain.md, "Checkout"). */
  checkout: { from: anyInStock, to: ['on_loan'] },
  return: { from: anyInStock, to: placed },
  /** Taken from its shelf for the first in the waitlist. */
  capture: { from: ['available'], to: ['on_hold_shelf', 'in_transit'] },
  /** The hold it was for is over. */
  release: { from: ['on_hold_shelf', 'in_transit'], to: ['available', 'on_hold_shelf', 'in_transit'] },
  ship: { from: ['available', 'on_hold_shelf', 'maintenance'], to: ['in_transit'] },
  receive: { from: ['in_transit'], to: placed },
  /** Into maintenance what was on its way to be repaired. */
  cancel_transfer: { from: ['in_transit'], to: ['available', 'maintenance'] },
  maintain: { from: placed, to: ['maintenance'], byHand: ['available', 'on_hold_shelf'] },
  repair: { from: ['maintenance'], to: ['available'], byHand: ['maintenance'] },
  mark_missing: { from: placed, to: ['missing'], byHand: ['available', 'on_hold_shelf', 'maintenance'] },
  mark_lost: { from: anyInStock, to: ['lost'], byHand: ['available', 'maintenance', 'missing'] },
  mark_found: { from: ['missing', 'lost'], to: placed, byHand: ['missing', 'lost'] },
  withdraw: {
    from: [...placed, 'missing', 'lost'],
    to: ['withdrawn'],
    byHand: ['available', 'maintenance', 'missing', 'lost'],
  },
  reinstate: { from: ['withdrawn'], to: ['available'], byHand: ['withdrawn'] },
} as const satisfies Record<string, MoveRow>;

export type CopyMove = keyof typeof copyMoves;

const row = (action: CopyMove): MoveRow => copyMoves[action];
const actions = Object.keys(copyMoves) as CopyMove[];

/** Whether this action may lead a copy from one state to another; staying in a state is no move. */
export function mayMove(from: CopyStatus, to: CopyStatus, action: CopyMove): boolean {
  return from !== to && row(action).from.includes(from) && row(action).to.includes(to);
}

/** What a person may set by hand; the other states each have a loan, a transfer or a hold behind them. */
const settable: readonly CopyStatus[] = ['available', 'maintenance', 'missing', 'lost', 'withdrawn'];

/** The action by which a person may set a copy's state on its own page, if there is one. */
export function moveByHand(from: CopyStatus, to: CopyStatus): CopyMove | undefined {
  if (!settable.includes(to)) return undefined;
  return actions.find((action) => mayMove(from, to, action) && row(action).byHand?.includes(from));
}

/** Where a person may move a copy by hand from here: what the screen offers. */
export function movesByHand(from: CopyStatus): CopyStatus[] {
  return settable.filter((to) => moveByHand(from, to) !== undefined);
}
