import { type NotDone, whyNot } from '../../bridge/answer.ts';
import type { FetchPage, RowPage } from './paged-rows.ts';

type Page<T> = { data: T[]; meta: { total: number; totalIsCapped?: boolean | undefined; limit: number } };

/** A page as the server sends it, for a table; or the sentence that says why there is none. */
export function rowPageOf<T>(outcome: { kind: 'done'; answer: Page<T> } | NotDone): RowPage<T> | { sentence: string } {
  if (outcome.kind !== 'done') return { sentence: whyNot(outcome) };
  const { data, meta } = outcome.answer;
  return { rows: data, total: meta.total, totalIsCapped: meta.totalIsCapped ?? false, size: meta.limit };
}

/**
 * The whole of a list, page after page, whatever of it is in sight; when there are more than `most`, its beginning.
 * Or the sentence that says why it cannot be had.
 */
export async function everyRow<T>(
  read: FetchPage<T>,
  most: number,
): Promise<{ rows: T[]; isWhole: boolean } | { sentence: string }> {
  const rows: T[] = [];
  for (;;) {
    const page = await read(rows.length);
    if ('sentence' in page) return page;
    rows.push(...page.rows);
    if (page.rows.length === 0 || rows.length >= page.total) return { rows, isWhole: true };
    if (rows.length >= most) return { rows, isWhole: false };
  }
}
