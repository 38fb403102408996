import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Problem } from '#shared/contract/refusals.ts';
import { buildTestServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
let port: number;
beforeAll(async () => {
  server = await buildTestServer();
  await server.app.listen({ port: 0, host: '127.0.0.1' });
  const address = server.app.server.address();
  port = typeof address === 'object' ? (address?.port ?? 0) : 0;
});
afterAll(() => server.close());

async function answerTo(bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(bytes);
  return text(socket);
}

describe('what cannot be read as a request', () => {
  it.each([
    {
      what: 'headers of 20 KB',
      bytes: `GET /healthz HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
      status: 431,
    },
    { what: 'something that is not HTTP', bytes: 'EHLO desk\r\n\r\n', status: 400 },
  ])('is answered with a problem: $what', async ({ bytes, status }) => {
    const [head = '', body = ''] = (await answerTo(bytes)).split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(head).toContain('application/problem+json');
    const problem = Problem.parse(JSON.parse(body));
    expect(problem.status).toBe(status);
    expect(head).toContain(problem.requestId);
  });
});

describe('a HEAD of a stream', () => {
  it.each(['events', 'snapshot'])('is not allowed: it would make all of it and send none (%s)', async (stream) => {
    const { branches, deskKey } = server.library;
    const answer = await server.app.inject({
      method: 'HEAD',
      url: `/api/v1/sync/branches/${branches.main.id}/${stream}`,
      headers: { authorization: `Desk ${deskKey}` },
    });
    expect(answer.statusCode).toBe(405);
    expect(answer.headers.allow).toBe('GET');
  });
});
