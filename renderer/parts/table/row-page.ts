import { type NotDone, whyNot } from '../../bridge/answer.ts';
import type { RowPage } from './paged-rows.ts';

type Page<T> = { data: T[]; meta: { total: number; totalIsCapped?: boolean | undefined; limit: number } };

/** A page as the server sends it, for a table; or the sentence that says why there is none. */
export function rowPageOf<T>(outcome: { kind: 'done'; answer: Page<T> } | NotDone): RowPage<T> | { sentence: string } {
  if (outcome.kind !== 'done') return { sentence: whyNot(outcome) };
  const { data, meta } = outcome.answer;
  return { rows: data, total: meta.total, totalIsCapped: meta.totalIsCapped ?? false, size: meta.limit };
}
