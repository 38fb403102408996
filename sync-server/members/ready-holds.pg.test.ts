import { afterAll, beforeAll, expect, it } from 'vitest';
import { deskOf } from '../testing/desk.ts';
import { buildTestServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
let desk: ReturnType<typeof deskOf>;
beforeAll(async () => {
  server = await buildTestServer();
  desk = deskOf(server);
});
afterAll(() => server.close());

it('what waits for a member on a hold shelf is on his card, the first to expire first; what he waits for is not', async () => {
  const { library } = server;
  const member = await library.aMember();
  const [here, there, lent] = [await library.aCopy(), await library.aCopy(), await library.aCopy()];
  for (const [copy, pickupBranchId] of [
    [here, desk.main()],
    [there, desk.harbour()],
    [lent, desk.main()],
  ] as const) {
    await desk.placeHold(copy.bookId, member.number, { pickupBranchId });
  }
  await desk.bringBack(here.barcode);
  await desk.bringBack(there.barcode, { branchId: desk.harbour() });
  const { body } = await desk.get(`/members/${member.number}`);
  expect(body.readyHolds).toEqual([
    {
      id: expect.any(String),
      title: expect.any(String),
      barcode: here.barcode,
      pickupBranchId: desk.main(),
      shelfExpiresAt: '2026-03-13T10:00:00.000Z',
      pickupCode: expect.stringMatching(/^\d{4}$/),
    },
    expect.objectContaining({ barcode: there.barcode, pickupBranchId: desk.harbour() }),
  ]);
  await desk.lend(here.barcode, member.number);
  const after = await desk.get(`/members/${member.number}`);
  expect(after.body.readyHolds).toMatchObject([{ barcode: there.barcode }]);
});
