import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expireHolds } from '../circulation/hold-ends/expiry.ts';
import { deskOf } from '../testing/desk.ts';
import { buildTestServer, type TestServer } from '../testing/server.ts';
import { noticesOf } from './testing/notice-rows.ts';

let server: TestServer;
let desk: ReturnType<typeof deskOf>;
beforeAll(async () => {
  server = await buildTestServer();
  desk = deskOf(server);
});
afterAll(() => server.close());

const kindsFor = async (memberId: string) => (await noticesOf(server, memberId)).map(({ kind }) => kind);

async function aReadyHold() {
  const copy = await server.library.aCopy();
  const borrower = await server.library.aMember();
  await desk.lend(copy.barcode, borrower.number);
  const hold = await desk.aWaiting(copy.bookId);
  await desk.bringBack(copy.barcode);
  return { copy, borrower, ...hold };
}

describe('a decision that a member is to hear of', () => {
  it('a copy comes back for a hold: the member who waits is told, nobody else', async () => {
    const { member, borrower } = await aReadyHold();
    expect(await kindsFor(member.id)).toEqual(['hold_ready']);
    expect(await kindsFor(borrower.id)).toEqual([]);
  });

  it('a second scan of the same copy tells him nothing more', async () => {
    const { member, copy } = await aReadyHold();
    await desk.bringBack(copy.barcode);
    expect(await kindsFor(member.id)).toEqual(['hold_ready']);
  });

  it('a copy that has to travel first is told of when it arrives', async () => {
    const copy = await server.library.aCopy();
    await desk.lend(copy.barcode, server.library.member.number);
    const { member } = await desk.aWaiting(copy.bookId, { pickupBranchId: desk.harbour() });
    await desk.bringBack(copy.barcode);
    expect(await kindsFor(member.id)).toEqual([]);
    await desk.receive(copy.barcode, desk.harbour());
    expect(await kindsFor(member.id)).toEqual(['hold_ready']);
  });

  it('a hold that was not collected is told to have expired, and the next in the queue that his is ready', async () => {
    const { member, copy } = await aReadyHold();
    const next = await desk.aWaiting(copy.bookId);
    await expireHolds(
      { database: server.db.database, now: () => new Date('2026-04-10T10:00:00Z') },
      server.library.tenantId,
    );
    expect(await kindsFor(member.id)).toEqual(['hold_ready', 'hold_expired']);
    expect(await kindsFor(next.member.id)).toEqual(['hold_ready']);
  });

  it('a hold that was cancelled is not told to have expired', async () => {
    const { member, id } = await aReadyHold();
    await desk.cancelHold(id);
    expect(await kindsFor(member.id)).toEqual(['hold_ready']);
  });

  it('a fine is told, and one that grace forgives is not', async () => {
    const member = await server.library.aMember();
    const overdueCopy = async (days: number) => {
      const copy = await server.library.aCopy();
      const dueAt = new Date(server.clock.now().getTime() - days * 86_400_000);
      await server.library.aLoan({ copyId: copy.id, memberId: member.id, checkedOutAt: new Date('2026-01-05'), dueAt });
      await desk.bringBack(copy.barcode);
    };
    await overdueCopy(1);
    expect(await kindsFor(member.id)).toEqual([]);
    await overdueCopy(10);
    expect(await kindsFor(member.id)).toEqual(['fine_charged']);
  });

  it('a decision that did not commit has told nobody', async () => {
    const copy = await server.library.aCopy();
    await desk.lend(copy.barcode, server.library.member.number);
    const { member } = await desk.aWaiting(copy.bookId);
    // The database refuses the hold's copy at COMMIT's side: everything of the return is undone.
    await server.db.owner.query(`create function refuse_this() returns trigger language plpgsql as
      $$ begin raise exception 'refused' using errcode = 'check_violation'; end $$`);
    await server.db.owner.query(`create constraint trigger refuse after update on holds deferrable initially deferred
      for each row execute function refuse_this()`);
    const { status } = await desk.bringBack(copy.barcode);
    await server.db.owner.query('drop trigger refuse on holds');
    expect(status).toBe(500);
    expect(await kindsFor(member.id)).toEqual([]);
  });
});
