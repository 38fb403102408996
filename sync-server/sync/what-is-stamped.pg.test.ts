import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SyncBook, SyncCopy } from '#shared/contract/sync.ts';
import { buildTestServer, type TestServer } from '../testing/server.ts';
import { openTransaction } from './testing/open-transaction.ts';

// Desks hear of every change to what they hold: the triggers and the contract must name the same columns.

let server: TestServer;
let copy: { id: string; bookId: string };
beforeAll(async () => {
  server = await buildTestServer();
});
beforeEach(async () => {
  copy = await server.library.aCopy();
});
afterAll(() => server.close());

const sql = (text: string, values: unknown[] = []) => server.db.owner.query(text, values);

/** The branches that are told of an entity, each with its stamp. */
async function stampsOf(id: string): Promise<Map<string, string>> {
  const { rows } = await sql('select branch_id, stamp from changes where entity_id = $1', [id]);
  return new Map(rows.map(({ branch_id, stamp }) => [branch_id, stamp]));
}

const everyBranch = '00000000-0000-0000-0000-000000000000';
const columnOf = (field: string) => field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

describe('a copy', () => {
  const others: Record<Exclude<keyof SyncCopy, 'id'>, string> = {
    bookId: `book_id = (select id from books where id <> book_id limit 1)`,
    barcode: `barcode = barcode || '1'`,
    homeBranchId: 'home_branch_id = $2',
    currentBranchId: 'current_branch_id = $2',
    status: `status = 'maintenance'`,
    shelf: `shelf = 'elsewhere'`,
    itemType: `item_type = 'reference'`,
    condition: `condition = 'worn'`,
    dueAt: 'due_at = now()',
  };

  it('has every field of the contract in the table of this test', () => {
    expect(['id', ...Object.keys(others)].sort()).toEqual(Object.keys(SyncCopy.shape).sort());
  });

  it.each(Object.entries(others))('is stamped when its %s changes', async (field, assignment) => {
    expect(assignment).toContain(columnOf(field));
    if (field === 'dueAt') await server.library.aLoan({ copyId: copy.id, memberId: server.library.member.id });
    const before = await stampsOf(copy.id);
    const values = [copy.id, server.library.branches.harbour.id].slice(0, assignment.includes('$2') ? 2 : 1);
    await sql(`update copies set ${assignment} where id = $1`, values);
    const after = await stampsOf(copy.id);
    expect(after.get(server.library.branches.main.id)).not.toBe(before.get(server.library.branches.main.id));
  });

  it('is not stamped when nothing that desks hold has changed', async () => {
    const before = await stampsOf(copy.id);
    await sql(`update copies set updated_at = now() + interval '1 day', acquired_on = '2020-01-01' where id = $1`, [
      copy.id,
    ]);
    await sql('update copies set shelf = shelf where id = $1', [copy.id]);
    expect(await stampsOf(copy.id)).toEqual(before);
  });

  it('is stamped for the branch that it leaves and for the one that it reaches', async () => {
    const { main, harbour } = server.library.branches;
    const third = await server.library.aBranch();
    await sql('update copies set home_branch_id = $2, current_branch_id = $3 where id = $1', [
      copy.id,
      harbour.id,
      third.id,
    ]);
    const stamps = await stampsOf(copy.id);
    expect([...stamps.keys()].sort()).toEqual([main.id, harbour.id, third.id].sort());
    expect(new Set(stamps.values()).size).toBe(1);
  });

  it('is stamped when its row goes', async () => {
    const before = await stampsOf(copy.id);
    await sql('delete from copies where id = $1', [copy.id]);
    expect(await stampsOf(copy.id)).not.toEqual(before);
  });

  it('is stamped when it comes among thousands, at home or away', async () => {
    const { main, harbour } = server.library.branches;
    const { rows } = await sql(
      `insert into copies (tenant_id, id, book_id, barcode, home_branch_id, current_branch_id)
       select $1, gen_random_uuid(), $2, 'many' || n, $3::uuid, case when n % 2 = 0 then $3::uuid else $4::uuid end
       from generate_series(1, 2000) n returning id`,
      [server.library.tenantId, copy.bookId, main.id, harbour.id],
    );
    const { rows: stamped } = await sql(
      'select branch_id, count(*)::int from changes where entity_id = any ($1) group by branch_id',
      [rows.map(({ id }) => id)],
    );
    expect(new Map(stamped.map(({ branch_id, count }) => [branch_id, count]))).toEqual(
      new Map([
        [main.id, 2000],
        [harbour.id, 1000],
      ]),
    );
  });

  it('that a savepoint took back is not stamped', async () => {
    const before = await stampsOf(copy.id);
    const client = await openTransaction(server.db.owner);
    await client.query('savepoint before', []);
    await client.query(`update copies set shelf = 'no' where id = $1`, [copy.id]);
    await client.query('rollback to before', []);
    await client.commit();
    expect(await stampsOf(copy.id)).toEqual(before);
  });
});

describe('a book', () => {
  const others: Record<Exclude<keyof SyncBook, 'id'>, string> = {
    isbn: `isbn = '9780306406157'`,
    title: `title = title || '!'`,
    subtitle: `subtitle = 'a tale'`,
    authors: `authors = array['Somebody Else']`,
    publisher: `publisher = 'Another House'`,
    year: 'year = 1901',
    language: `language = 'ger'`,
    subjects: `subjects = array['Tales']`,
  };

  it('has every field of the contract in the table of this test', () => {
    expect(['id', ...Object.keys(others)].sort()).toEqual(Object.keys(SyncBook.shape).sort());
  });

  it.each(Object.entries(others))(
    'is stamped, once for all branches, when its %s changes',
    async (_field, assignment) => {
      expect(await stampsOf(copy.bookId)).toEqual(new Map());
      await sql(`update books set ${assignment} where id = $1`, [copy.bookId]);
      expect([...(await stampsOf(copy.bookId)).keys()]).toEqual([everyBranch]);
    },
  );

  it('is not stamped when nothing that desks hold has changed', async () => {
    await sql(`update books set updated_at = now() + interval '1 day', description = 'long' where id = $1`, [
      copy.bookId,
    ]);
    expect(await stampsOf(copy.bookId)).toEqual(new Map());
  });
});
