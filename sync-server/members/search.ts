import type { MemberCategory, MemberStatus } from '#shared/contract/vocabulary.ts';
import type { Tx } from '../db/transaction.ts';
import { orderOf, pageOf, type Window } from '../http/lists.ts';
import { memberRecord } from './member-record.ts';
import { countFound, countMembers, hitCap, listCap, listMembers, memberFields, searchMembers } from './queries.ts';

type MemberQuery = Window & { sort?: string; query?: string; status?: MemberStatus; category?: MemberCategory };

/** Members by the beginnings of words in name, number or e-mail; without a query, all of them by name. */
export async function findMembers(tx: Tx, query: MemberQuery) {
  const { field, descending } = orderOf(query.sort, memberFields) ?? { field: 'name', descending: false };
  const filters = [tx.context.tenantId, query.status, query.category];
  const window = [query.limit, query.offset];
  const [rows, [counted]] = await Promise.all(
    query.query
      ? [
          tx.query(searchMembers(field, descending), [...filters, query.query, ...window]),
          tx.query(countFound, [...filters, query.query]),
        ]
      : [tx.query(listMembers(field, descending), [...filters, ...window]), tx.query(countMembers, filters)],
  );
  const total = counted?.count ?? 0;
  if (!query.query) return pageOf(rows.map(memberRecord), total, query, listCap);
  const { data, meta } = pageOf(rows.map(memberRecord), total, query);
  // Behind these there are no others to be had.
  return { data, meta: total < hitCap ? meta : { ...meta, totalIsCapped: true } };
}
