import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../db/database.ts';
import { type TestDatabase, testDatabase } from '../db/test-database.ts';
import { transaction } from '../db/transaction.ts';
import { jobQueue, openBoss } from './job-queue.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.drop());

const context = () => ({ tenantId: uuidv7(), actor: { kind: 'job', id: null } as const, requestId: 'first imports' });

test('takes the first jobs of a full house at once, when the queue was opened before their transactions', async () => {
  const database = openDatabase({ url: db.serverUrl, max: 2 });
  const closing = new AbortController();
  const jobs = jobQueue(database, closing.signal, console);
  const sendOne = async () => {
    await jobs.open();
    await transaction(database, context(), (tx) => jobs.later(tx, 'prune', {}));
  };
  await Promise.all(Array.from({ length: 10 }, sendOne));
  const { rows } = await db.owner.query("select count(*)::int as n from pgboss.job where name = 'prune'");
  expect(rows[0].n).toBe(10);
  closing.abort();
  await database.close();
});

test('says in the log that the queue has failed', async () => {
  const logged: unknown[] = [];
  const log = { error: (...words: unknown[]) => void logged.push(words) };
  const boss = await openBoss(db.database, { supervise: false, log });
  const failure = new Error('no connection');
  boss.emit('error', failure);
  await boss.stop({ graceful: false });
  expect(logged).toEqual([[failure, 'The job queue has failed.']]);
});
