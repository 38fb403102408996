import type { DiscrepancyKind, StocktakeAction } from '#shared/contract/stocktake.ts';
import type { NextStep } from '#shared/contract/vocabulary.ts';
import type { FactsRow } from './queries.ts';

/** How a finding ended: what `stocktake_findings` keeps. */
export type Settled = {
  barcode: string;
  late: boolean;
  kind: DiscrepancyKind | null;
  action: StocktakeAction | null;
  state: 'done' | 'skipped';
  reason: string | null;
  next: NextStep | null;
  decidedAt: Date;
};

type Applied = { discrepancy: DiscrepancyKind; action: StocktakeAction };

/** The moment of the copy's move, where it has one: a late scan that finds it must know that move for ours. */
export function done(row: FactsRow, { discrepancy, action }: Applied, now: Date): Settled {
  const decidedAt = new Date(Math.max(now.getTime(), row.copy_id ? new Date(row.moved_at).getTime() : 0));
  const { barcode, late } = row;
  return { barcode, late, kind: discrepancy, action, state: 'done', reason: null, next: null, decidedAt };
}

export function skipped({ barcode, late, kind, chosen }: FactsRow, reason: string, now: Date): Settled {
  return { barcode, late, kind, action: chosen, state: 'skipped', reason, next: null, decidedAt: now };
}
