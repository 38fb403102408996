import { afterEach, beforeEach, expect, test } from 'vitest';
import { createServerClient } from '../server/client.ts';
import { asDesk } from '../server/request.ts';
import { AnsweringServer, json } from '../testing/answering-server.ts';
import { TestClock } from '../testing/test-clock.ts';
import { Together } from './together.ts';

const stocktakeId = '0199a8e0-0000-7000-8000-00000000000c';
const shelf = { section: '810', shelfKey: '00810', expected: 10, seen: 4, gone: 0 };

let server: AnsweringServer;
let clock: TestClock;
let together: Together;
let isOffline: boolean;

beforeEach(async () => {
  server = await new AnsweringServer(json(200, { data: [shelf] })).start();
  clock = new TestClock();
  isOffline = false;
  together = new Together(stocktakeId, {
    client: createServerClient(server.url),
    authorization: asDesk('key'),
    clock,
    isOffline: () => isOffline,
  });
});
afterEach(() => server.stop());

test('what all desks have seen is not known before the server was asked, nor without a line', async () => {
  expect(together.totals(1)).toBeNull();
  await together.ask(5000, 1);
  expect(together.totals(1)).toEqual({ expected: 10, seen: 4 });
  isOffline = true;
  expect(together.totals(1)).toBeNull();
});

test('what this desk scans next counts at once, and never beyond what was expected', async () => {
  await together.ask(5000, 1);
  expect(together.totals(3)).toEqual({ expected: 10, seen: 6 });
  expect(together.totals(99)).toEqual({ expected: 10, seen: 10 });
});

test('the server is asked once in a while, however often somebody would know', async () => {
  await Promise.all([together.ask(5000, 0), together.ask(5000, 0)]);
  expect(server.requests).toHaveLength(1);
  await clock.advance(5000);
  await together.ask(5000, 0);
  expect(server.requests).toHaveLength(2);
});
