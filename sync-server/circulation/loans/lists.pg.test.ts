import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deskOf } from '../../testing/desk.ts';
import { buildTestServer, type TestServer } from '../../testing/server.ts';

let server: TestServer;
let desk: ReturnType<typeof deskOf>;
let first: Lent;
let second: Lent;
let child: Lent;
type Lent = Awaited<ReturnType<typeof lendTo>>;
let ada: { id: string; number: string };

async function lendTo(number: string, title: string, days?: number) {
  const book = await server.library.aBook({ title });
  const copy = await server.library.aCopy({ bookId: book.id });
  await desk.lend(copy.barcode, number);
  const dueAt = new Date(server.clock.now().getTime() + (days ?? 21) * 86_400_000);
  await server.db.owner.query('update loans set due_at = $2 where copy_id = $1', [copy.id, dueAt]);
  server.clock.advance({ minutes: 1 });
  return copy;
}

beforeAll(async () => {
  server = await buildTestServer();
  desk = deskOf(server);
  ada = await server.library.aMember();
  const bela = await server.library.aMember();
  first = await lendTo(ada.number, 'Solaris', 20);
  second = await lendTo(ada.number, 'The Cyberiad', 10);
  child = await lendTo(bela.number, 'Momo', 15);
});
afterAll(() => server.close());

type Row = { copy: { barcode: string } };
async function barcodesOf(path: string) {
  const { status, body } = await desk.get(path);
  expect(status, body.detail).toBe(200);
  const barcodes: string[] = body.data.map((row: Row) => row.copy.barcode);
  expect(body.meta.total).toBe(barcodes.length);
  return barcodes;
}
const inOrder = (...copies: Lent[]) => copies.map(({ barcode }) => barcode);

describe('the open loans of a library', () => {
  test('are in the order in which they are due, or were lent, from either end', async () => {
    expect(await barcodesOf('/loans')).toEqual(inOrder(second, child, first));
    expect(await barcodesOf('/loans?sort=dueAt')).toEqual(inOrder(second, child, first));
    expect(await barcodesOf('/loans?sort=-dueAt')).toEqual(inOrder(first, child, second));
    expect(await barcodesOf('/loans?sort=createdAt')).toEqual(inOrder(first, second, child));
    expect(await barcodesOf(`/loans?sort=-createdAt&branchId=${desk.main()}`)).toEqual(inOrder(child, second, first));
  });

  test('are found by the barcode of the copy or the number of the card, as a whole', async () => {
    expect(await barcodesOf(`/loans?query=${first.barcode}`)).toEqual([first.barcode]);
    expect(await barcodesOf(`/loans?query=${ada.number}&sort=createdAt`)).toEqual(inOrder(first, second));
    expect(await barcodesOf(`/loans?query=${ada.number}&branchId=${desk.harbour()}`)).toEqual([]);
    expect(await barcodesOf(`/loans?query=${ada.number.slice(0, -1)}`)).toEqual([]);
    expect(await barcodesOf('/loans?query=')).toHaveLength(3);
  });

  test('cannot be sorted by what they have not, and the answer says by what', async () => {
    const { status, body } = await desk.get('/loans?sort=shelf');
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'VALIDATION_FAILED', errors: [{ path: 'query.sort' }] });
    expect(body.detail).toContain('dueAt, createdAt');
  });
});

describe('the loans of a member', () => {
  test('are in the order in which they are due, or were lent, and are found by barcode or title', async () => {
    const loans = `/members/${ada.id}/loans`;
    expect(await barcodesOf(loans)).toEqual(inOrder(second, first));
    expect(await barcodesOf(`${loans}?sort=createdAt`)).toEqual(inOrder(first, second));
    expect(await barcodesOf(`${loans}?sort=-createdAt`)).toEqual(inOrder(second, first));
    expect(await barcodesOf(`${loans}?query=cyberiad`)).toEqual([second.barcode]);
    expect(await barcodesOf(`${loans}?query=${first.barcode}`)).toEqual([first.barcode]);
    expect(await barcodesOf(`${loans}?query=momo`)).toEqual([]);
    expect((await desk.get(`${loans}?sort=title`)).status).toBe(400);
  });

  test('that are over: the last returned first, or as they were lent', async () => {
    const member = await server.library.aMember();
    const [early, late] = [
      await lendTo(member.number, 'Roadside Picnic'),
      await lendTo(member.number, 'Hard to Be a God'),
    ];
    for (const { barcode } of [late, early]) {
      await desk.bringBack(barcode);
      server.clock.advance({ minutes: 1 });
    }
    const history = `/members/${member.id}/history`;
    expect(await barcodesOf(history)).toEqual(inOrder(early, late));
    expect(await barcodesOf(`${history}?sort=returnedAt`)).toEqual(inOrder(late, early));
    expect(await barcodesOf(`${history}?sort=-createdAt`)).toEqual(inOrder(late, early));
    expect(await barcodesOf(`${history}?query=picnic`)).toEqual([early.barcode]);
    expect(await barcodesOf(`/members/${member.id}/loans?open=false&sort=returnedAt`)).toEqual(inOrder(late, early));
  });
});
