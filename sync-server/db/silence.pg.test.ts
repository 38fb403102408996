import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Line, layLine } from '../../build/faults/proxy.ts';
import { type Database, openDatabase } from './database.ts';
import { watchForSilence } from './silence.ts';
import { type TestDatabase, testDatabase } from './test-database.ts';

// A real Postgres at the end of a line that may go silent: connections stay open, and nothing moves on them.

let postgres: TestDatabase;
let line: Line;
let database: Database;
let watch: ReturnType<typeof watchForSilence>;
let said: string[];
const patience = { lookEveryMs: 50, patienceMs: 1500 };

beforeEach(async () => {
  postgres = await testDatabase();
  const url = new URL(postgres.serverUrl);
  const port = Number(url.port);
  line = await layLine({ to: () => [port], random: Math.random });
  url.port = String(line.port);
  database = openDatabase({ url: url.toString(), max: 2 });
  said = [];
  const say = (sentence: string) => void said.push(sentence);
  watch = watchForSilence({ url: url.toString(), database, say, ...patience });
});
afterEach(async () => {
  line.mend();
  await watch.stop();
  await database.close();
  line.close();
  await postgres.drop();
});

it('whoever waits for a database that has fallen silent is told so, and served when it is back', async () => {
  await database.pool.query('select 1');
  await pause(200);
  line.fallSilent();
  const began = performance.now();
  await expect(database.pool.query('select 2')).rejects.toThrow('Connection terminated');
  expect(performance.now() - began).toBeLessThan(20_000);
  line.mend();
  expect((await database.pool.query('select 3 as answer')).rows).toEqual([{ answer: 3 }]);
  await expect.poll(() => said).toHaveLength(2);
  expect(said).toEqual(['The database has fallen silent: nobody waits for it.', 'The database answers again.']);
});

it('a statement that takes its time is waited for, also when no connection is left', async () => {
  const slow = () => database.pool.query('select pg_sleep(4), 1 as done');
  const answers = await Promise.all([slow(), slow()]);
  expect(answers.map(({ rows }) => rows[0].done)).toEqual([1, 1]);
  expect(said).toEqual([]);
});

it('an answer that came while the server itself stood still is an answer', async () => {
  // Not through the line, which lies in this process: it would carry nothing while that stands still.
  const url = postgres.serverUrl;
  const straight = openDatabase({ url, max: 2 });
  const heard: string[] = [];
  const say = (sentence: string) => void heard.push(sentence);
  const another = watchForSilence({ url, database: straight, say, ...patience });
  try {
    await pause(200);
    const asked = straight.pool.query('select pg_sleep(0.1), 1 as done');
    await pause(20);
    const until = performance.now() + 4000;
    while (performance.now() < until); // nothing else runs in this process meanwhile
    expect((await asked).rows[0].done).toBe(1);
    await pause(100);
    expect(heard).toEqual([]);
  } finally {
    await another.stop();
    await straight.close();
  }
});
