import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { Problem } from '#shared/contract/refusals.ts';
import { doorBefore } from './door.ts';
import { placesFor } from './places.ts';

const checkout = { method: 'POST', path: '/api/v1/loans/checkout' };

/** A server that answers 200 to whoever gets past its door, and has one connection to the database. */
async function aServer() {
  const places = placesFor(1);
  const counted: object[] = [];
  const door = doorBefore(places, (sentAway) => counted.push(sentAway));
  door.knows('Bearer riverside', 'riverside');
  const server = createServer(door.before((_, response) => response.end('past the door')));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const ask = ({ method, path, as = 'riverside' }: { method: string; path: string; as?: string }) =>
    fetch(`http://127.0.0.1:${port}${path}`, { method, headers: { authorization: `Bearer ${as}` } });
  return { places, counted, ask };
}

/** As much work of a library as may be begun and wait. */
function fill({ work }: ReturnType<typeof placesFor>) {
  const { promise, resolve } = Promise.withResolvers<void>();
  const all: Promise<void>[] = [];
  while (!work.whyFull('riverside')) all.push(work.within('riverside', () => promise));
  return async () => {
    resolve();
    await Promise.all(all);
  };
}

test('whom there is no room for is sent away at the door, with a problem that says when to come back', async () => {
  const { places, counted, ask } = await aServer();
  const end = fill(places);
  const answer = await ask(checkout);
  expect(answer.status).toBe(429);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  const problem = Problem.parse(await answer.json());
  expect(problem).toMatchObject({ code: 'TOO_MANY_REQUESTS', requestId: answer.headers.get('x-request-id') });
  expect(counted).toMatchObject([{ operation: 'checkout', outcome: 'TOO_MANY_REQUESTS', route: checkout.path }]);
  await end();
  expect(await (await ask(checkout)).text()).toBe('past the door');
});

test.each([
  ['what desks sync', { method: 'GET', path: '/api/v1/sync/branches/7/changes' }],
  ['whether it lives', { method: 'GET', path: '/healthz' }],
  ['somebody whose token was not seen yet', { ...checkout, as: 'stranger' }],
])('a full server still looks at %s', async (_, question) => {
  const { places, ask } = await aServer();
  const end = fill(places);
  expect(await (await ask(question)).text()).toBe('past the door');
  await end();
});
