import { afterAll, beforeAll, expect, it } from 'vitest';
import { refusalOf } from '../http/problem.ts';
import { sql } from './sql.ts';
import { type TestDatabase, testDatabase } from './test-database.ts';
import { reading, type Tx } from './transaction.ts';
import { asJob } from './tx-context.ts';

let postgres: TestDatabase;
beforeAll(async () => {
  postgres = await testDatabase();
});
afterAll(() => postgres.drop());

const inTransaction = (work: (tx: Tx) => Promise<unknown>) =>
  reading(postgres.database, asJob('00000000-0000-0000-0000-000000000001', 'a test'), work);

it('nothing that the server does in the database lasts for ever', async () => {
  const { rows } = await postgres.database.pool.query(
    `select name, setting::int / 1000 as seconds from pg_settings
     where name in ('lock_timeout', 'statement_timeout', 'idle_in_transaction_session_timeout', 'transaction_timeout')
     order by name`,
  );
  expect(rows).toEqual([
    { name: 'idle_in_transaction_session_timeout', seconds: 10 },
    { name: 'lock_timeout', seconds: 10 },
    { name: 'statement_timeout', seconds: 30 },
    { name: 'transaction_timeout', seconds: 60 },
  ]);
});

it.each([
  ['in the middle of a transaction', 'idle_in_transaction_session_timeout'],
  ['longer than a transaction may last', 'transaction_timeout'],
])('a server that stood still %s says that the database is away, and all is well again', async (_, limit) => {
  const stoodStill = inTransaction(async (tx) => {
    // A limit that is running already is not made shorter, but lifted and set anew.
    await tx.query(sql('', `set local ${limit} = 0`), []);
    await tx.query(sql('', `set local ${limit} = '50ms'`), []);
    const until = performance.now() + 1000;
    while (performance.now() < until); // nothing else runs in this process meanwhile
    return tx.query(sql('', 'select 1'), []);
  });
  const error = await stoodStill.catch((error: unknown) => error);
  expect(refusalOf(error).code).toBe('UNAVAILABLE');
  expect(await inTransaction((tx) => tx.query(sql('', 'select 2 as answer'), []))).toEqual([{ answer: 2 }]);
});
