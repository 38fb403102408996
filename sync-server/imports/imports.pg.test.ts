import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorkers } from '../jobs/workers.ts';
import { buildTestServer, type TestServer } from '../testing/server.ts';
import { bookFields, buildMarc, buildMarcxml, control, data } from './testing/build-marc.ts';
import { importing } from './testing/sending.ts';

let server: TestServer;
let desk: ReturnType<typeof importing>;
const rows = async (text: string, values: unknown[] = []) => (await server.db.owner.query(text, values)).rows;
const count = async (table: string) => Number((await rows(`select count(*) as n from ${table}`))[0].n);

beforeAll(async () => {
  server = await buildTestServer();
  desk = importing(server);
});
afterAll(() => server.close());

const item = (barcode: string, more: Record<string, string> = {}) => data('949', '  ', { i: barcode, ...more });
const isbn = (number: string) => data('020', '  ', { a: number });
const file = (...records: Buffer[]) => Buffer.concat(records);

describe('a MARC file that is sent in', () => {
  it('becomes books and copies, each with one audit event that bears the librarian’s name', async () => {
    const sent = file(
      buildMarc([...bookFields('a-1', 'Montréal'), item('A1', { a: 'ML 1', l: 'HUNT', m: 'HARB' })]),
      buildMarc([...bookFields('a-2'), item('A2', { m: 'NOWHERE' }), item('A3')]),
    );
    expect(await desk.importFile(sent)).toMatchObject({
      state: 'done',
      read: 2,
      booksCreated: 2,
      booksUpdated: 0,
      copiesCreated: 3,
      rejected: [],
      warnings: [],
      failure: null,
    });
    const copies = await rows(
      `select c.barcode, c.shelf, b.title, c.home_branch_id from copies c join books b on b.id = c.book_id
       where c.barcode like 'A_' order by c.barcode`,
    );
    const { main, harbour } = server.library.branches;
    expect(copies).toEqual([
      { barcode: 'A1', shelf: 'HUNT ML 1', title: 'Montréal', home_branch_id: harbour.id },
      { barcode: 'A2', shelf: null, title: 'Book a-2', home_branch_id: main.id },
      { barcode: 'A3', shelf: null, title: 'Book a-2', home_branch_id: main.id },
    ]);
    const events = await rows(`select action, actor_kind, actor_id, count(*)::int as n from audit
      where action ~ '^(book|copy|import)[.]' group by 1, 2, 3 order by 1`);
    const by = { actor_kind: 'staff', actor_id: server.library.staff.librarian.id };
    expect(events).toEqual([
      { action: 'book.created', ...by, n: 2 },
      { action: 'copy.created', ...by, n: 3 },
      { action: 'import.finished', ...by, n: 1 },
      { action: 'import.queued', ...by, n: 1 },
    ]);
    expect(await count('import_chunks')).toBe(0);
  });

  it('changes nothing when it comes again, and doubles nothing', async () => {
    const sent = file(buildMarc([...bookFields('b-1'), item('B1', { a: 'X 1' })]), buildMarc(bookFields('b-2')));
    await desk.importFile(sent);
    const before = [
      await count('books'),
      await count('copies'),
      await count('audit'),
      await rows('select * from changes'),
    ];
    expect(await desk.importFile(sent)).toMatchObject({
      booksCreated: 0,
      booksUpdated: 2,
      copiesCreated: 0,
      copiesUpdated: 1,
    });
    const [books, copies, audit, changes] = before;
    // The two events are those of the import itself.
    expect([await count('books'), await count('copies'), await count('audit')]).toEqual([
      books,
      copies,
      Number(audit) + 2,
    ]);
    expect(await rows('select * from changes')).toEqual(changes);
  });

  it('corrects what it says anew, keeps what it does not say, and leaves a copy where it is', async () => {
    const full = [...bookFields('c-1', 'Tittle'), data('520', '  ', { a: 'Kept.' }), isbn('9780306406157')];
    await desk.importFile(buildMarc([...full, item('C1', { a: 'X 1', m: 'HARB' })]));
    await rows(`update copies set status = 'missing' where barcode = 'C1'`);
    await desk.importFile(buildMarc([...bookFields('c-1', 'Title'), item('C1', { a: 'X 2', m: 'nowhere' })]));
    const [copy] = await rows(`select b.title, b.description, b.isbn, c.shelf, c.status, c.home_branch_id
      from copies c join books b on b.id = c.book_id where barcode = 'C1'`);
    expect(copy).toEqual({
      title: 'Title',
      description: 'Kept.',
      isbn: '9780306406157',
      shelf: 'X 2',
      status: 'missing',
      home_branch_id: server.library.branches.harbour.id,
    });
    const changed = await rows(
      `select action, facts->'fields' as fields from audit where action ~ '[.]changed$' order by 1`,
    );
    expect(changed).toEqual([
      { action: 'book.changed', fields: ['title'] },
      { action: 'copy.changed', fields: ['shelf'] },
    ]);
  });

  it('finds a book that was typed in by its ISBN, but keeps volumes apart that share one', async () => {
    const typedIn = await server.library.aBook({ isbn: '9780804429573', title: 'As typed in' });
    const sent = file(
      buildMarc([...bookFields('d-1', 'Volume one'), isbn('080442957X'), item('D1')]),
      buildMarc([...bookFields('d-2', 'Volume two'), isbn('080442957X'), item('D2')]),
    );
    const warning = { record: 2, reason: 'The ISBN 9780804429573 was left out: another title has it.' };
    expect(await desk.importFile(sent)).toMatchObject({
      booksCreated: 1,
      booksUpdated: 1,
      warnings: [warning],
      rejected: [],
    });
    const found = await rows(
      `select c.barcode, b.title, b.isbn, b.id = $1 as typed from copies c
      join books b on b.id = c.book_id where barcode in ('D1', 'D2') order by 1`,
      [typedIn.id],
    );
    expect(found).toEqual([
      { barcode: 'D1', title: 'Volume one', isbn: '9780804429573', typed: true },
      { barcode: 'D2', title: 'Volume two', isbn: null, typed: false },
    ]);
  });

  it('lists what it could not take, by record number, and takes the rest', async () => {
    await server.library.aCopy({ barcode: 'E0', bookId: (await server.library.aBook({ title: 'Other' })).id });
    const sent = file(
      buildMarc([...bookFields('e-1'), item('E0'), item('E1'), data('949', '  ', { a: 'no barcode' })]),
      Buffer.from('junk\x1d'),
      buildMarc([control('001', 'e-2')]),
      buildMarc(bookFields('e-3')).subarray(0, 70),
      buildMarc([...bookFields('e-4'), item('E4')]),
    );
    const ending = await desk.importFile(sent);
    expect(ending).toMatchObject({ state: 'done', read: 4, booksCreated: 2, copiesCreated: 2, rejectedTotal: 5 });
    expect(ending.rejected).toEqual([
      { record: 1, reason: 'Item 3 of this record has no barcode.' },
      { record: 1, reason: 'The barcode E0 is that of a copy of another title, “Other”.' },
      { record: 2, reason: '5 bytes before this record belong to no record and were passed over.' },
      { record: 2, reason: 'This record has no title (field 245).' },
      { record: 3, reason: expect.stringMatching(/^This record breaks off after 70 bytes/) },
    ]);
  });

  it('may be MARCXML, whatever it is called', async () => {
    const xml = `<?xml version="1.0"?><collection>${buildMarcxml([...bookFields('f-1'), item('F1')])}</collection>`;
    for (const mediaType of ['application/marcxml+xml', 'application/marc', 'application/xml; charset=utf-8']) {
      expect(await desk.importFile(Buffer.from(xml), { mediaType })).toMatchObject({ state: 'done', read: 1 });
    }
    expect(await rows(`select barcode from copies where barcode = 'F1'`)).toHaveLength(1);
  });

  it('fails with a sentence when it is empty or no MARC', async () => {
    expect(await desk.importFile(Buffer.alloc(0))).toMatchObject({ state: 'failed', failure: 'The file is empty.' });
    expect(await desk.importFile(Buffer.from('<html></html>'))).toMatchObject({
      state: 'failed',
      failure: 'The file holds no MARC records.',
    });
  });

  it('is refused to members, from other branches, of other kinds and of other tenants', async () => {
    const body = buildMarc(bookFields('g-1'));
    const other = await server.anotherLibrary();
    expect(await desk.send(body, { token: server.library.tokens.member })).toMatchObject({ status: 403 });
    expect(await desk.send(body, { branchId: other.branches.main.id })).toMatchObject({
      status: 404,
      body: { code: 'BRANCH_NOT_FOUND' },
    });
    for (const mediaType of ['text/plain', 'application/json']) {
      expect(await desk.send(Buffer.from('{}'), { mediaType })).toMatchObject({ status: 415 });
    }
    const { importId } = (await desk.send(body)).body;
    const seen = await server.call({ token: other.tokens.librarian }, 'GET', `/imports/${importId}`);
    expect([seen.status, seen.body.code]).toEqual([404, 'IMPORT_NOT_FOUND']);
  });

  it('is one import however often it is sent with one idempotency key, and another file is refused', async () => {
    const body = buildMarc(bookFields('h-1'));
    const headers = { 'idempotency-key': 'import-h' };
    const answers = await Promise.all([desk.send(body, { headers }), desk.send(body, { headers })]);
    const again = await desk.send(body, { headers });
    expect(answers.map(({ status, body: answer }) => [status, answer])).toEqual([
      [202, again.body],
      [202, again.body],
    ]);
    expect(again.headers['idempotent-replayed']).toBe('true');
    const another = await desk.send(buildMarc(bookFields('h-2')), { headers });
    expect([another.status, another.body.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
    const kept = await rows('select count(*)::int as n from imports where id = $1', [again.body.importId]);
    expect(kept).toEqual([{ n: 1 }]);
    expect(await rows(`select id from imports where state = 'receiving'`)).toEqual([]);
  });

  it('is stored as it arrives, and nothing of it stays when the line breaks', async () => {
    await server.app.listen({ port: 0 });
    const address = server.app.server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const path = `/api/v1/imports/marc?branchId=${server.library.branches.main.id}`;
    const headers = { authorization: `Bearer ${server.library.tokens.librarian}`, 'content-type': 'application/marc' };
    const before = await count('imports');
    const upload = request({ port, path, method: 'POST', headers });
    upload.on('error', () => {});
    upload.write(Buffer.alloc(600_000, 'x'));
    await expect.poll(() => count('import_chunks where number = 1')).toBe(1);
    upload.destroy();
    await expect.poll(() => count('imports')).toBe(before);
    expect(
      await rows('select distinct import_id from import_chunks where import_id not in (select id from imports)'),
    ).toEqual([]);
  });

  it('of several megabytes goes through the queue and a worker of any server', async () => {
    const records = Array.from({ length: 2000 }, (_, n) =>
      buildMarc([
        ...bookFields(`i-${n}`, `Title ${n}`),
        data('505', '0 ', { a: 'contents '.repeat(100) }),
        item(`I${n}`),
      ]),
    );
    const { status, body } = await desk.send(file(...records));
    expect(status).toBe(202);
    const workers = await Promise.all([startWorkers(workerDeps()), startWorkers(workerDeps())]);
    try {
      expect(await desk.ended(body.importId)).toMatchObject({
        state: 'done',
        read: 2000,
        booksCreated: 2000,
        copiesCreated: 2000,
      });
    } finally {
      await Promise.all(workers.map((worker) => worker.stop()));
    }
  });
});

const workerDeps = () => ({ database: server.db.database, now: server.clock.now, log: console });
