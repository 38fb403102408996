import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deskOf } from '../../testing/desk.ts';
import { buildTestServer, type TestServer } from '../../testing/server.ts';
import { expireHolds } from './expiry.ts';

// Desks, members and the job at once: whoever comes first, the queue is served in its order and no copy has two masters.

let server: TestServer;
let desk: ReturnType<typeof deskOf>;
beforeAll(async () => {
  server = await buildTestServer();
  desk = deskOf(server);
});
afterAll(() => server.close());

const rounds = 15;
const expire = () => expireHolds({ database: server.db.database, now: server.clock.now }, server.library.tenantId);

async function aBookWith({ lent = 0, ready = 0, waiting = 0 }) {
  const { library } = server;
  const book = await library.aBook();
  const holds = [];
  for (let n = 0; n < ready + waiting; n++) holds.push(await desk.aWaiting(book.id));
  const copies = [];
  for (let n = 0; n < ready; n++) {
    const copy = await library.aCopy({ bookId: book.id });
    await desk.bringBack(copy.barcode);
    copies.push(copy);
  }
  for (let n = 0; n < lent; n++) {
    const copy = await library.aCopy({ bookId: book.id });
    const borrower = await library.aMember();
    await library.aLoan({ copyId: copy.id, memberId: borrower.id });
    copies.push(copy);
  }
  const nth =
    <T>(list: T[]) =>
    (index: number) => {
      const found = list[index];
      if (!found) throw new Error(`There are only ${list.length}.`);
      return found;
    };
  return { book, holds, copies, hold: nth(holds), copy: nth(copies) };
}

/** Invariants 2, 4 and 6 for one book, as the database has them: states without what stands behind them. */
async function contradictions(bookId: string) {
  const { rows } = await server.db.owner.query(
    `select c.barcode, c.status from copies c
     left join loans l on l.copy_id = c.id and l.returned_at is null
     left join holds h on h.copy_id = c.id and h.ended_at is null
     left join transfers t on t.copy_id = c.id and t.ended_at is null
     where c.book_id = $1 and (
       (c.status = 'on_loan') <> (l.id is not null)
       or (c.status in ('available', 'on_loan', 'maintenance') and h.id is not null)
       or (c.status = 'on_hold_shelf' and h.id is null)
       or (h.status = 'ready' and c.status <> 'on_hold_shelf')
       or (c.status = 'in_transit') <> (t.id is not null and t.state = 'shipped')
     )`,
    [bookId],
  );
  return rows;
}

const statusesOf = async (holds: { id: string }[]): Promise<string[]> => {
  const rows = await Promise.all(holds.map((hold) => desk.rowOf('holds', hold.id)));
  return rows.map((row) => row.status);
};

describe('at once', () => {
  test('three desks return three copies that three members wait for: each has one, the fourth waits', async () => {
    for (let round = 0; round < rounds; round++) {
      const { book, holds, copies } = await aBookWith({ lent: 3, waiting: 4 });
      const answers = await Promise.all(copies.map((copy) => desk.bringBack(copy.barcode)));
      expect(answers.map(({ body }) => body.next)).toEqual(['hold_shelf', 'hold_shelf', 'hold_shelf']);
      expect(await statusesOf(holds)).toEqual(['ready', 'ready', 'ready', 'waiting']);
      expect(await contradictions(book.id)).toEqual([]);
    }
  });

  test('the first cancels while a copy is returned: the second has it', async () => {
    for (let round = 0; round < rounds; round++) {
      const { book, holds, hold, copy } = await aBookWith({ lent: 1, waiting: 2 });
      const [cancelled, returned] = await Promise.all([desk.cancelHold(hold(0).id), desk.bringBack(copy(0).barcode)]);
      expect([cancelled.status, returned.status]).toEqual([204, 200]);
      expect(await statusesOf(holds)).toEqual(['cancelled', 'ready']);
      expect(await contradictions(book.id)).toEqual([]);
    }
  });

  test('a hold expires while its member checks the copy out: he has it, or the next does', async () => {
    for (let round = 0; round < rounds; round++) {
      const { book, holds, hold, copy } = await aBookWith({ ready: 1, waiting: 1 });
      const passed = new Date(server.clock.now().getTime() - 1000);
      await server.db.owner.query('update holds set shelf_expires_at = $2 where id = $1', [hold(0).id, passed]);
      const [checkout] = await Promise.all([desk.lend(copy(0).barcode, hold(0).member.number), expire()]);
      const lent = checkout.status === 201;
      if (!lent) expect(checkout.body.code).toBe('HELD_FOR_ANOTHER');
      expect(await statusesOf(holds)).toEqual(lent ? ['fulfilled', 'waiting'] : ['expired', 'ready']);
      expect(await contradictions(book.id)).toEqual([]);
    }
  });

  test('two members cancel what is ready for them: the two behind them each have a copy', async () => {
    for (let round = 0; round < rounds; round++) {
      const { book, holds, hold } = await aBookWith({ ready: 2, waiting: 2 });
      await Promise.all([desk.cancelHold(hold(0).id), desk.cancelHold(hold(1).id)]);
      expect(await statusesOf(holds)).toEqual(['cancelled', 'cancelled', 'ready', 'ready']);
      expect(await contradictions(book.id)).toEqual([]);
    }
  });

  test('a member takes another copy while his hold is cancelled for him: the one kept goes to the next, once', async () => {
    for (let round = 0; round < rounds; round++) {
      const { book, holds, hold, copy } = await aBookWith({ ready: 1, waiting: 1 });
      const other = await server.library.aCopy({ bookId: book.id });
      const override = { codes: ['HOLDS_WAITING'], reason: 'in his hand' };
      const [checkout, cancel] = await Promise.all([
        desk.lend(other.barcode, hold(0).member.number, { override }),
        desk.cancelHold(hold(0).id),
      ]);
      expect(checkout.status).toBe(201);
      const [first, second] = await statusesOf(holds);
      expect([first, second]).toEqual([cancel.status === 204 ? 'cancelled' : 'fulfilled', 'ready']);
      expect(await desk.rowOf('holds', hold(1).id)).toMatchObject({ copy_id: copy(0).id });
      expect(await contradictions(book.id)).toEqual([]);
    }
  });

  test('ten desks cancel one hold: it ends once, and one audit event says so', async () => {
    const { holds, hold } = await aBookWith({ ready: 1, waiting: 2 });
    const answers = await Promise.all(Array.from({ length: 10 }, () => desk.cancelHold(hold(0).id)));
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
    expect(await statusesOf(holds)).toEqual(['cancelled', 'ready', 'waiting']);
    expect(await desk.actionsOf(hold(0).id)).toEqual(['hold.placed', 'hold.ready', 'hold.cancelled']);
  });
});
