import type pg from 'pg';
import { copyStates, keepHistory } from './queries.ts';

/** What a copy was at the server, from a moment on. */
export type CopyState = { shown: string; at: number };
/** Of each copy all that it ever was, in order. */
export type History = ReadonlyMap<string, readonly CopyState[]>;

/** What a desk shows of a copy, as one text that can be compared. */
type Shown = {
  status: string;
  homeBranchId: string;
  currentBranchId: string;
  shelf: string | null;
  condition: string;
  dueAt: string | null;
};
export const shownText = ({ status, homeBranchId, currentBranchId, shelf, condition, dueAt }: Shown): string =>
  JSON.stringify({ status, homeBranchId, currentBranchId, shelf, condition, dueAt });

/** From now on the database writes down all that its copies ever were, in the transactions that make them so. */
export async function beginHistory(owner: pg.Client): Promise<void> {
  await owner.query(keepHistory);
}

type StateRow = Shown & { id: string; at: string };

export async function historyOf(owner: Pick<pg.Client, 'query'>, tenantId: string): Promise<History> {
  const { rows } = await owner.query<StateRow>(copyStates, [tenantId]);
  const states = new Map<string, CopyState[]>();
  for (const row of rows) {
    const ofCopy = states.get(row.id) ?? [];
    ofCopy.push({ shown: shownText(row), at: Number(row.at) });
    states.set(row.id, ofCopy);
  }
  return states;
}

/**
 * What was, and then what is again since a restore: the restored database tells of what had been up to its backup, and
 * that became so once more when it was restored.
 */
export function joined(before: History, after: History, restoredAt: number): History {
  const ids = new Set([...before.keys(), ...after.keys()]);
  const again = (id: string) => (after.get(id) ?? []).map((one) => ({ ...one, at: Math.max(one.at, restoredAt) }));
  return new Map([...ids].map((id) => [id, [...(before.get(id) ?? []), ...again(id)]]));
}
