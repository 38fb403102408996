import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { inBatches } from './batch.ts';
import { sql } from './sql.ts';

let client: pg.Client;
beforeAll(async () => {
  client = new pg.Client({ connectionString: inject('postgresUrl'), pipeline: true });
  await client.connect();
});
afterAll(() => client.end());

test('a batch is answered once, whatever is in it: a second end would be taken for the next one’s', async () => {
  let ends = 0;
  client.connection.on('readyForQuery', () => ends++);
  const send = inBatches(client);
  const named = sql<{ answer: number }>('batch.named', 'select $1::int as answer');
  const unnamed = sql<{ answer: number }>('', 'select 2 as answer');
  const answers = await Promise.all([send(named, [1]), send(unnamed), send(named, [3]), send(unnamed)]);
  expect(answers.flatMap(({ rows }) => rows)).toEqual([1, 2, 3, 2].map((answer) => ({ answer })));
  expect((await send(unnamed)).rows).toEqual([{ answer: 2 }]);
  await send(named, [4]);
  expect(ends).toBe(3);
});
