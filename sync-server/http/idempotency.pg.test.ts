import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await buildTestServer();
});
afterAll(() => server.close());

const register = (key: string, body: object, token = server.library.tokens.librarian) =>
  server.call({ token }, 'POST', '/members', body, { headers: { 'idempotency-key': key } });

const countOf = async (number: string) => {
  const { rows } = await server.db.owner.query('select count(*)::int as n from members where number = $1', [number]);
  return rows[0].n;
};

describe('the same idempotency key', () => {
  it('gets the same answer, says that it is a repeat, and has its effect once', async () => {
    const body = { number: 'A-1', name: 'Once Only' };
    const first = await register('key-1', body);
    const again = await register('key-1', body);
    expect(first.headers['idempotent-replayed']).toBeUndefined();
    expect(again).toMatchObject({ status: 201, headers: { 'idempotent-replayed': 'true' } });
    expect(again.text).toBe(first.text);
    expect(await countOf('A-1')).toBe(1);
    const { rows } = await server.db.owner.query('select id from audit where entity_id = $1', [first.body.id]);
    expect(rows).toHaveLength(1);
  });

  it('has one effect though twenty retries arrive at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => register('key-20', { number: 'A-20', name: 'Many' })),
    );
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(201);
    expect(answers.filter(({ headers }) => headers['idempotent-replayed'] === 'true')).toHaveLength(19);
    expect(await countOf('A-20')).toBe(1);
  });

  it('takes the same body for the same, in whatever order its fields come', async () => {
    await register('key-order', { number: 'A-2', name: 'In Order' });
    expect(await register('key-order', { name: 'In Order', number: 'A-2' })).toMatchObject({ status: 201 });
  });

  it('is refused for another body, and for another route', async () => {
    await register('key-other', { number: 'A-3', name: 'First' });
    const otherBody = await register('key-other', { number: 'A-4', name: 'Second' });
    expect(otherBody).toMatchObject({ status: 422, body: { code: 'IDEMPOTENCY_KEY_REUSED' } });
    const { token } = server.library.staff.librarian;
    const otherRoute = await server.call(
      { token },
      'POST',
      '/books',
      { title: 'A Book' },
      { headers: { 'idempotency-key': 'key-other' } },
    );
    expect(otherRoute.status).toBe(422);
    expect(await countOf('A-4')).toBe(0);
  });

  it('belongs to whoever used it: another person may use it for something else', async () => {
    await register('key-mine', { number: 'A-5', name: 'Mine' });
    const other = await register('key-mine', { number: 'A-6', name: 'Yours' }, server.library.tokens.admin);
    expect(other).toMatchObject({ status: 201, body: { number: 'A-6' } });
  });

  it('keeps no refusal: the retry is judged afresh', async () => {
    const { id, number } = await server.library.aMember({ number: 'A-7' });
    expect((await register('key-refused', { number, name: 'Walburga' })).status).toBe(409);
    await server.db.owner.query("update members set number = 'A-7-old' where id = $1", [id]);
    expect((await register('key-refused', { number, name: 'Walburga' })).status).toBe(201);
  });

  it.each(['', 'x'.repeat(201), 'with\u00e4umlaut'])('must be 1 to 200 printable characters: %j', async (key) => {
    const answer = await register(key, { number: 'A-8', name: 'Bad Key' });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: 'headers.idempotency-key' }] } });
  });
});

describe('an answer that shows a secret once', () => {
  it('is repeated, but cannot be read by whoever reads the table', async () => {
    const create = () =>
      server.call(
        { token: server.library.tokens.admin },
        'POST',
        '/api-keys',
        { name: 'Sealed' },
        { headers: { 'idempotency-key': 'sealed-key' } },
      );
    const first = await create();
    expect((await create()).text).toBe(first.text);
    const { rows } = await server.db.owner.query("select key, answer from idempotency where answer not like '{%'");
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(first.body.key);
    expect(JSON.stringify(rows)).not.toContain('sealed-key');
  });
});

describe('a request with a password in it', () => {
  it('leaves nothing in the table that a guess could be tried on', async () => {
    const body = { number: 'A-9', name: 'Secret', password: 'a long pass phrase' };
    expect((await register('key-password', body)).status).toBe(201);
    const { rows } = await server.db.owner.query('select key, fingerprint from idempotency');
    const sorted = JSON.stringify({ name: body.name, number: body.number, password: body.password });
    const guess = createHash('sha256').update(`POST /api/v1/members\n${sorted}`).digest('hex');
    expect(rows.map(({ fingerprint }) => fingerprint.toString('hex'))).not.toContain(guess);
    expect(rows.map(({ key }) => key)).not.toContain('key-password');
  });
});
