import { deskOf } from '../../testing/desk.ts';
import type { Library } from '../../testing/library.ts';
import type { TestServer } from '../../testing/server.ts';

export type LivedIn = Awaited<ReturnType<typeof livedIn>>;

/** A library in which a little of everything was done at the desk, each thing under a key, and what it was done to. */
export async function livedIn(server: TestServer, library: Library) {
  const desk = deskOf({ ...server, library });
  const lent = await aLoan(server, library);
  const late = await aLateReturn(server, library);
  const book = await library.aBook();
  const ready = await library.aCopy({ bookId: book.id });
  const holds = [await desk.aWaiting(book.id), await desk.aWaiting(book.id), await desk.aWaiting(book.id)] as const;
  await desk.bringBack(ready.barcode);
  const travelling = await library.aCopy();
  const toHarbour = await desk.requestTransfer(travelling.barcode, desk.harbour());
  await desk.ship(toHarbour.body.id);
  const wanted = await library.aCopy();
  await desk.requestTransfer(wanted.barcode, desk.harbour());
  const free = await library.aCopy();
  return {
    tenantId: library.tenantId,
    harbour: desk.harbour(),
    lent,
    late,
    ready,
    hold: holds[0],
    next: holds[1],
    last: holds[2],
    travelling,
    wanted,
    free,
  };
}

async function aLoan(server: TestServer, library: Library) {
  const { token } = await library.signIn('librarian');
  const copy = await library.aCopy();
  const member = await library.aMember();
  const order = { barcode: copy.barcode, membershipNumber: member.number };
  const key = { headers: { 'idempotency-key': `lend-${copy.barcode}` } };
  const { body } = await server.call({ token }, 'POST', '/loans/checkout', order, key);
  return { copy, member, loanId: body.loan.id };
}

/** Brought back three days late and partly paid; the test's clock goes on. */
async function aLateReturn(server: TestServer, library: Library) {
  const { copy, member, loanId } = await aLoan(server, library);
  server.clock.advance({ days: 25 });
  const { token } = await library.signIn('librarian');
  const { main } = library.branches;
  await server.call({ token }, 'POST', '/loans/return', { barcode: copy.barcode, branchId: main.id });
  const payment = { amount: { amount: 25, currency: 'USD' }, method: 'cash' };
  const key = { headers: { 'idempotency-key': `pay-${copy.barcode}` } };
  await server.call({ token }, 'POST', `/members/${member.id}/account/payments`, payment, key);
  // A token lives for minutes, and the tests' own was issued before.
  library.tokens.librarian = (await library.signIn('librarian')).token;
  return { copy, member, loanId };
}
