import type { Order } from '../db/order.ts';
import { Refusal } from './refusal.ts';

export type Window = { limit: number; offset: number };

/**
 * The answer of a list: one page and where it stands in the whole.
 * @param cap how many of it are counted; from there on a full page says that there may be more
 */
export function pageOf<Row>(data: Row[], total: number, { limit, offset }: Window, cap = Number.POSITIVE_INFINITY) {
  if (total < cap) return { data, meta: { total, limit, offset, hasMore: offset + data.length < total } };
  return { data, meta: { total, totalIsCapped: true, limit, offset, hasMore: data.length === limit } };
}

/**
 * What `?sort=-createdAt` asks for, if this list can be sorted by it.
 * @throws Refusal VALIDATION_FAILED with the fields that can be named
 */
export function orderOf<Field extends string>(
  sort: string | undefined,
  fields: readonly Field[],
): Order<Field> | undefined {
  if (sort === undefined) return undefined;
  const descending = sort.startsWith('-');
  const name = descending ? sort.slice(1) : sort;
  const field = fields.find((candidate) => candidate === name);
  if (field) return { field, descending };
  const message = `this list can be sorted by ${fields.join(', ')}`;
  throw new Refusal('VALIDATION_FAILED', { detail: `Sorry, ${message}.`, errors: [{ path: 'query.sort', message }] });
}
