import type { Book } from '#shared/contract/records.ts';
import { sql } from '../../db/sql.ts';

export const bookColumns = `b.id, b.isbn, b.title, b.subtitle, b.authors, b.publisher, b.year, b.language, b.subjects,
  b.genres, b.description, b.created_at as "createdAt", b.updated_at as "updatedAt"`;

/** Copies that stand or are lent from somewhere; a withdrawn one is no longer the library's. */
const counted = `count(*) filter (where c.status <> 'withdrawn')::integer as total,
  count(*) filter (where c.status = 'available')::integer as available`;

export const insertBook = sql<Book>(
  'catalog.insert_book',
  `insert into books as b (tenant_id, id, isbn, title, subtitle, authors, publisher, year, language, subjects, genres,
     description, created_at, updated_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13) returning ${bookColumns}`,
);

export const findBook = sql<Book>(
  'catalog.find_book',
  `select ${bookColumns} from books b where b.tenant_id = $1 and (b.id = $2 or b.isbn = $3)`,
);

export const lockBook = sql<Book>(
  'catalog.lock_book',
  `select ${bookColumns} from books b where b.tenant_id = $1 and (b.id = $2 or b.isbn = $3) for no key update`,
);

export const updateBook = sql<Book>(
  'catalog.update_book',
  `update books b set isbn = $3, title = $4, subtitle = $5, authors = $6, publisher = $7, year = $8, language = $9,
     subjects = $10, genres = $11, description = $12, updated_at = $13
   where b.tenant_id = $1 and b.id = $2 returning ${bookColumns}`,
);

export type FoundRow = Book & { total: number; available: number };

/** These books in the order of their ids in $2, counted in the branch $3 or in all: where a copy is now is where it counts. */
export const readBooks = sql<FoundRow>(
  'catalog.read_books',
  `select ${bookColumns}, a.total, a.available
   from unnest($2::uuid[]) with ordinality as wanted (id, position)
   join books b on b.tenant_id = $1 and b.id = wanted.id
   cross join lateral (
     select ${counted} from copies c
     where c.tenant_id = $1 and c.book_id = b.id and ($3::uuid is null or c.current_branch_id = $3)
   ) a
   order by wanted.position`,
);

export const countByBranch = sql<{ branchId: string; code: string; total: number; available: number }>(
  'catalog.count_by_branch',
  `select r.id as "branchId", r.code, ${counted}
   from copies c join branches r on r.tenant_id = $1 and r.id = c.current_branch_id
   where c.tenant_id = $1 and c.book_id = $2 and c.status <> 'withdrawn'
   group by r.id, r.code order by r.code`,
);

/** Whose turn is still to come; a hold that is ready waits for its member, not the member for a copy. */
export const countWaiting = sql<{ waiting: number }>(
  'catalog.count_waiting',
  `select count(*)::integer as waiting from holds
   where tenant_id = $1 and book_id = $2 and ended_at is null and status <> 'ready'`,
);
