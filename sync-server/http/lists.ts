import { Refusal } from './refusal.ts';

export type Window = { limit: number; offset: number };

/** The answer of a list: one page and where it stands in the whole. */
export function pageOf<Row>(data: Row[], total: number, { limit, offset }: Window) {
  return { data, meta: { total, limit, offset, hasMore: offset + data.length < total } };
}

export type Order<Field extends string> = { field: Field; descending: boolean };

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
