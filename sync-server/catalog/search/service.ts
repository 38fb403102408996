import type { z } from 'zod';
import type { FoundBooks } from '#shared/contract/api/catalog.ts';
import type { Tx } from '../../db/transaction.ts';
import { orderOf } from '../../http/lists.ts';
import { foundBooks } from '../books/service.ts';
import { candidatesOf, firstOfList, mostCandidates } from './candidates.ts';
import { type Asked, criteriaOf, hasWords, isFiltered, noTerms } from './criteria.ts';
import { countBooks, countFacets, listBooks, type Order } from './queries.ts';

type Answer = z.input<typeof FoundBooks>;
type Page = {
  ids: string[];
  answer: Pick<Answer, 'meta' | 'correctedTo'>;
  /** What the facets are counted over. */
  candidates: () => Promise<string[]>;
};

const sortFields = ['relevance', 'title', 'year', 'createdAt'] as const;
/** To count all of a million takes longer than to find twenty: a whole catalogue is counted so far. */
const mostListed = 10_000;

/**
 * Books by words, by filters, by ISBN or all of them. Without words it is a list, newest first; with words the best
 * come first. Sorted otherwise, a list is sorted as a whole, a search among its candidates.
 */
export async function findBooks(tx: Tx, asked: Asked): Promise<Answer> {
  const order = orderAsked(asked.sort);
  const isList = !hasWords(asked) && !asked.isbn && !asked.available;
  const { ids, answer, candidates } = isList ? await listedPage(tx, asked, order) : await rankedPage(tx, asked, order);
  const [data, facets] = await Promise.all([
    foundBooks(tx, ids, asked.branchId),
    asked.facets ? facetsOf(tx, await candidates()) : undefined,
  ]);
  return { data, ...answer, ...(facets ? { facets } : {}) };
}

function orderAsked(sort: string | undefined): Order {
  const order = orderOf(sort, sortFields);
  if (!order || order.field === 'relevance') return 'relevance';
  return order.descending ? `${order.field}_down` : order.field;
}

async function rankedPage(tx: Tx, asked: Asked, order: Order): Promise<Page> {
  const { limit, offset } = asked;
  const { ids, capped, correctedTo } = await candidatesOf(tx, asked, order);
  const meta = { total: ids.length, totalIsCapped: capped, limit, offset, hasMore: offset + limit < ids.length };
  return { ids: ids.slice(offset, offset + limit), answer: { meta, correctedTo }, candidates: async () => ids };
}

async function listedPage(tx: Tx, asked: Asked, order: Order): Promise<Page> {
  const { limit, offset } = asked;
  const criteria = criteriaOf(noTerms, asked);
  const mostCounted = isFiltered(asked) ? mostCandidates : mostListed;
  const [[counted], [listed]] = await Promise.all([
    tx.query(countBooks, [...criteria, mostCounted + 1]),
    tx.query(listBooks, [...criteria, order, offset, limit + 1]),
  ]);
  const ids = listed?.ids ?? [];
  const count = counted?.count ?? 0;
  const totalIsCapped = count > mostCounted;
  const total = totalIsCapped ? Math.max(mostCounted, offset + ids.length) : count;
  const meta = { total, totalIsCapped, limit, offset, hasMore: ids.length > limit };
  const candidates = async () => (await firstOfList(tx, asked, order)).ids;
  return { ids: ids.slice(0, limit), answer: { meta }, candidates };
}

/** How many of the candidates there are of each language, genre and year. */
async function facetsOf(tx: Tx, ids: readonly string[]): Promise<Answer['facets']> {
  const counts = await tx.query(countFacets, [tx.context.tenantId, ids]);
  const of = (facet: string) =>
    counts.filter((row) => row.facet === facet).map(({ value, count }) => ({ value, count }));
  return { languages: of('languages'), genres: of('genres'), years: of('years') };
}
