import { context, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { NIL } from 'uuid';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ask } from '../db/ask.ts';
import { type Database, openDatabase } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import { type TestDatabase, testDatabase } from '../db/test-database.ts';
import { transaction } from '../db/transaction.ts';
import { asJob } from '../db/tx-context.ts';
import { inSpan } from './spans.ts';

const exporter = new InMemorySpanExporter();
let db: TestDatabase;
let database: Database;

beforeAll(async () => {
  db = await testDatabase();
  database = openDatabase({ url: db.serverUrl, max: 1 });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }));
});
afterAll(async () => {
  await database.close();
  await db.drop();
});
beforeEach(() => exporter.reset());

const spans = () => exporter.getFinishedSpans();
const beneath = (name: string) => {
  const parent = spans()
    .find((span) => span.name === name)
    ?.spanContext().spanId;
  return spans().filter((span) => span.parentSpanContext?.spanId === parent);
};

test('whoever waits for the one connection has his own statement, not that of whoever gave it back', async () => {
  const nap = sql('test.nap', 'select pg_sleep(0.01)');
  const askers = ['one', 'two', 'three', 'four'];
  await Promise.all(askers.map((name) => inSpan(name, {}, () => ask(database, nap))));
  expect(askers.map((name) => beneath(name).map((span) => span.name))).toEqual(askers.map(() => ['test.nap']));
});

test('a statement that fails says its code, and nothing of its values', async () => {
  const cast = sql('test.cast', 'select $1::text::uuid');
  await expect(inSpan('asker', {}, () => ask(database, cast, ['Ann Onymous']))).rejects.toThrow('Ann Onymous');
  expect(beneath('asker')).toMatchObject([{ name: 'test.cast', status: { code: 2, message: '22P02' } }]);
  expect(spans().find(({ name }) => name === 'asker')).toMatchObject({ status: { code: 2, message: '22P02' } });
  expect(JSON.stringify(spans().map(({ status, attributes, events }) => [status, attributes, events]))).not.toMatch(
    /Ann|select/,
  );
});

test('a transaction is the wait for its connection, and all of its statements', async () => {
  const work = sql('test.work', 'select 1');
  const context = asJob(NIL, 'traced');
  await inSpan('worker', {}, () => transaction(database, context, (tx) => tx.query(work, [])));
  const names = ['pool.connect', 'transaction.begin', 'transaction.enter_tenant', 'test.work', 'transaction.commit'];
  expect(
    beneath('worker')
      .map(({ name }) => name)
      .toSorted(),
  ).toEqual(names.toSorted());
});

test('what nobody asked for makes no span', async () => {
  await ask(database, sql('test.alone', 'select 1'));
  expect(spans()).toEqual([]);
});
