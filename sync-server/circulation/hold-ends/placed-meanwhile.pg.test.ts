import { afterAll, beforeAll, expect, test } from 'vitest';
import { deskOf } from '../../testing/desk.ts';
import { buildTestServer, type TestServer } from '../../testing/server.ts';

let server: TestServer;
let desk: ReturnType<typeof deskOf>;
beforeAll(async () => {
  server = await buildTestServer();
  desk = deskOf(server);
});
afterAll(() => server.close());

/** A book whose two copies are late, each with another member; somebody waited for it until now. */
async function twoLateCopies() {
  const { library } = server;
  const book = await library.aBook();
  const borrowers = [await library.aMember(), await library.aMember()];
  const times = { checkedOutAt: new Date('2026-02-01T10:00:00Z'), dueAt: new Date('2026-03-05T18:00:00Z') };
  const copies = [];
  for (const { id: memberId } of borrowers) {
    const copy = await library.aCopy({ bookId: book.id });
    await library.aLoan({ copyId: copy.id, memberId, ...times });
    copies.push(copy);
  }
  await desk.cancelHold((await desk.aWaiting(book.id)).id);
  return { book, copies, borrowers };
}

/** Somebody is busy with these members' accounts until the given function is called. */
async function busyWith(members: { id: string }[]) {
  const client = await server.db.owner.connect();
  await client.query('begin');
  await client.query('select from members where id = any($1) for no key update', [members.map(({ id }) => id)]);
  return async () => {
    await client.query('commit');
    client.release();
  };
}

async function waitingForLocks(): Promise<number> {
  const waiting = `select count(*)::int as count from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  return (await server.db.owner.query(waiting)).rows[0].count;
}

test('a hold that is placed while two late copies come back has one copy, and the other is kept for nobody', async () => {
  for (let round = 0; round < 3; round++) {
    const { book, copies, borrowers } = await twoLateCopies();
    const release = await busyWith(borrowers);
    const returns = copies.map(({ barcode }) => desk.bringBack(barcode));
    await expect.poll(waitingForLocks).toBe(2);
    let isPlaced = false;
    const placing = desk.aWaiting(book.id).finally(() => {
      isPlaced = true;
    });
    await expect.poll(async () => isPlaced || (await waitingForLocks()) === 3).toBe(true);
    await release();
    await Promise.all([...returns, placing]);
    const { rows } = await server.db.owner.query(
      `select c.status, h.id as hold_id from copies c left join holds h on h.copy_id = c.id and h.ended_at is null
       where c.book_id = $1 and (c.status = 'on_hold_shelf') <> (h.id is not null)`,
      [book.id],
    );
    expect(rows).toEqual([]);
  }
});
