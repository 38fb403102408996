import { afterEach, describe, expect, it } from 'vitest';
import { api } from '#shared/contract/api.ts';
import { refusals } from '#shared/contract/refusals.ts';
import type { CallLine } from '../log/desk-log.ts';
import { type Answer, AnsweringServer, hangUp, json, nothing, refusal } from '../testing/answering-server.ts';
import { createServerClient } from './client.ts';
import { asDesk, asPerson } from './request.ts';

const servers: AnsweringServer[] = [];

/** Answers one after the other; the last one for all that follow. */
async function serverThat(...answers: Answer[]) {
  let count = 0;
  const server = await new AnsweringServer((...request) => {
    answers[Math.min(count++, answers.length - 1)]?.(...request);
  }).start();
  servers.push(server);
  return { client: createServerClient(server.url), requests: server.requests, url: server.url };
}

const person = { id: '0199a8e0-0000-7000-8000-000000000001', role: 'librarian', name: 'Ada', number: 'L1' };
const me = { ...person, permissions: [] };
const order = {
  barcode: '33191000105864',
  membershipNumber: '23529001000463',
  branchId: '0199a8e0-0000-7000-8000-00000000000b',
};

afterEach(() => {
  for (const server of servers.splice(0)) server.stop();
});

describe('the desk’s client of the server', () => {
  it('answers with what the contract says, and says who is asking', async () => {
    const { client, requests } = await serverThat(json(200, me));
    expect(await client.call(api.me, { as: asPerson('t1') })).toEqual({ kind: 'done', answer: me });
    expect(requests[0]).toMatchObject({ path: '/auth/me', method: 'GET' });
    expect(requests[0]?.headers).toMatchObject({ authorization: 'Bearer t1' });
    expect(requests[0]?.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(requests[0]?.headers['idempotency-key']).toBeUndefined();
  });

  it('fills parameters and query in, so that a barcode with a slash stays a barcode', async () => {
    const { client, requests } = await serverThat(refusal('COPY_NOT_FOUND'));
    await client.call(api.readCopy, { params: { barcode: 'T 1/2?' }, as: asDesk('k') });
    await client.call(api.listLoans, { query: { overdue: 'true', limit: 5 }, as: asDesk('k') });
    expect(requests[0]?.path).toBe('/copies/T%201%2F2%3F');
    expect(requests[1]?.path).toBe('/loans?overdue=true&limit=5');
  });

  it('sends the id under which a call is found in every log, and a trace that bears it', async () => {
    const { client, requests } = await serverThat(hangUp, json(200, me));
    const requestId = '0199a8e0-0000-7000-8000-000000000abc';
    await client.call(api.me, { requestId });
    expect(requests.map(({ headers }) => headers['x-request-id'])).toEqual([requestId, requestId]);
    expect(requests[0]?.headers.traceparent).toMatch(/^00-0199a8e0000070008000000000000abc-[0-9a-f]{16}-01$/);
  });

  it('logs what each call came to, and nothing of what was in it', async () => {
    const { url } = await serverThat(refusal('COPY_NOT_FOUND'));
    const lines: CallLine[] = [];
    const client = createServerClient(url, undefined, { write: (line) => lines.push(line) });
    await client.call(api.readCopy, { params: { barcode: '33191000105864' }, requestId: 'r1', as: asPerson('t1') });
    expect(lines).toEqual([
      { requestId: 'r1', call: 'GET /copies/{barcode}', outcome: 'COPY_NOT_FOUND', ms: expect.any(Number) },
    ]);
  });

  it.each<[string, Answer]>([
    ['the server failed', refusal('INTERNAL')],
    ['nobody knows whether it was done', hangUp],
    ['the answer was not understood', json(201, { id: 7 })],
  ])('says under which id to look when %s', async (_, answer) => {
    const { client } = await serverThat(answer);
    const requestId = '0199a8e0-0000-7000-8000-000000000abc';
    const answered = await client.call(api.checkout, { body: order, requestId });
    expect(JSON.stringify(answered)).toContain('(Reference: 000000000abc)');
  });

  it('bothers nobody with an id for a refusal of a rule, or for a question that was not answered', async () => {
    const { client } = await serverThat(refusal('COPY_ON_LOAN'), hangUp);
    expect(JSON.stringify(await client.call(api.checkout, { body: order }))).not.toContain('Reference');
    expect(JSON.stringify(await client.call(api.me, {}))).not.toContain('Reference');
  });

  it('gives a refusal as a value, with the server’s own sentence', async () => {
    const { client } = await serverThat(refusal('COPY_ON_LOAN'));
    const answered = await client.call(api.checkout, { body: order, as: asPerson('t1') });
    expect(answered).toMatchObject({
      kind: 'refused',
      problem: { code: 'COPY_ON_LOAN', detail: refusals.COPY_ON_LOAN.title },
    });
  });

  it('passes on how long to wait', async () => {
    const { client } = await serverThat(refusal('TOO_MANY_REQUESTS', { 'retry-after': '7' }));
    expect(await client.call(api.me, {})).toMatchObject({ kind: 'refused', retryAfterMs: 7000 });
  });

  it('asks again with the same key when the answer was lost, and only once', async () => {
    const { client, requests } = await serverThat(hangUp);
    const answered = await client.call(api.checkout, { body: order, as: asPerson('t1') });
    expect(answered).toMatchObject({ kind: 'unreachable', mayHaveBeenDone: true });
    expect(requests).toHaveLength(2);
    expect(requests[0]?.headers['idempotency-key']).toBe(requests[1]?.headers['idempotency-key']);
  });

  it('takes the answer of the second attempt', async () => {
    const { client } = await serverThat(hangUp, refusal('LOAN_LIMIT'));
    expect(await client.call(api.checkout, { body: order })).toMatchObject({ problem: { code: 'LOAN_LIMIT' } });
  });

  it('says at once that nothing was done when nobody listens', async () => {
    const { url } = await serverThat(hangUp);
    for (const server of servers.splice(0)) server.stop();
    const startedAt = performance.now();
    const answered = await createServerClient(url).call(api.checkout, { body: order });
    expect(answered).toMatchObject({ kind: 'unreachable', mayHaveBeenDone: false });
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });

  it('gives up after its patience with a server that never answers, or stops in the middle', async () => {
    const silent: Answer = () => {};
    const halfway: Answer = (_, response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).write('{"id":');
    for (const answer of [silent, halfway]) {
      const { client } = await serverThat(answer);
      const startedAt = performance.now();
      const answered = await client.call(api.checkout, { body: order, patienceMs: 150 });
      expect(answered).toMatchObject({ kind: 'unreachable', mayHaveBeenDone: true });
      expect(performance.now() - startedAt).toBeLessThan(1500);
    }
  });

  it.each<[string, Answer]>([
    ['a hotel’s sign-in page', json(200, '<html>', 'text/html')],
    ['a redirect to one', (_, response) => response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end()],
    ['a proxy that wants a password', json(407, '<html>', 'text/html')],
    ['a stranger’s JSON error', json(404, { message: 'no such app' })],
    ['broken JSON', (_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{')],
  ])('does not take %s for the server’s word', async (_, answer) => {
    const { client } = await serverThat(answer);
    expect(await client.call(api.me, {})).toMatchObject({ kind: 'unreachable' });
  });

  it('says when the server speaks another version', async () => {
    const { client } = await serverThat(json(200, { id: 7 }));
    expect(await client.call(api.me, {})).toMatchObject({
      kind: 'refused',
      problem: { code: 'ANSWER_NOT_UNDERSTOOD' },
    });
  });

  it('does not send what the contract would refuse', async () => {
    const { client, requests } = await serverThat(json(201, {}));
    const answered = await client.call(api.checkout, { body: { ...order, barcode: ' ' } });
    expect(answered).toMatchObject({ kind: 'refused', problem: { code: 'VALIDATION_FAILED' } });
    expect(requests).toHaveLength(0);
  });

  it('understands an answer of nothing', async () => {
    const { client } = await serverThat(nothing);
    expect(await client.tell(api.logout, { body: { refreshToken: 'r' } })).toEqual({ kind: 'done', answer: undefined });
  });

  it('learns nothing of the time from somebody else on the way: a router that has lost the line and says it is 1970', async () => {
    const page = json(200, 'Your connection is down.', 'text/html');
    const { client } = await serverThat((request, response, body) => {
      response.setHeader('date', 'Thu, 01 Jan 1970 00:05:00 GMT');
      page(request, response, body);
    });
    expect(await client.call(api.me, {})).toMatchObject({ kind: 'unreachable' });
    expect(Math.abs(client.clock.now().getTime() - Date.now())).toBeLessThan(3000);
  });

  it('learns how wrong the desk’s clock is', async () => {
    const ahead = new Date(Date.now() + 600_000).toUTCString();
    const { client } = await serverThat((_, response) => response.setHeader('date', ahead).writeHead(204).end());
    await client.tell(api.logout, { body: { refreshToken: 'r' } });
    expect(Math.abs(client.clock.now().getTime() - Date.now() - 600_000)).toBeLessThan(3000);
  });
});
