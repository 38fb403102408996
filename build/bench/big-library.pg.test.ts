import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../sync-server/db/test-database.ts';
import { fillBigLibrary } from './big-library.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.drop());

const count = async (from: string) => Number((await db.owner.query(`select count(*) from ${from}`)).rows[0].count);

test('a big library of another size: whole, with the search rows and words that triggers would have written', async () => {
  const size = { books: 3000, branches: 5, members: 100 };
  const indexes = `pg_indexes where tablename in ('books', 'copies', 'book_search', 'search_words')`;
  const indexesBefore = await count(indexes);
  await fillBigLibrary(db.ownerUrl, { size });
  expect([await count('books'), await count('branches'), await count('members')]).toEqual([3000, 5, 100]);
  expect(await count('copies')).toBeGreaterThan(12_000);
  expect(await count(`copies where status = 'on_loan'`)).toBe(await count('loans where returned_at is null'));
  const differing = `search_rows r full join book_search s using (tenant_id, book_id)
    where (r.document, r.tags, r.branches, r.title_key) is distinct from (s.document, s.tags, s.branches, s.title_key)`;
  expect(await count(differing)).toBe(0);
  expect(await count(indexes)).toBe(indexesBefore);
});

test('a library that is there already is left as it is', async () => {
  const books = await count('books');
  await fillBigLibrary(db.ownerUrl, { size: { books: 10, branches: 1, members: 10 } });
  expect(await count('books')).toBe(books);
});
