import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deskOf } from '../testing/desk.ts';
import { buildTestServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
let desk: ReturnType<typeof deskOf>;
beforeAll(async () => {
  server = await buildTestServer();
  desk = deskOf(server);
});
afterAll(() => server.close());

async function rowsOf<Row>(path: string): Promise<Row[]> {
  const { status, body } = await desk.get(path);
  expect(status, body.detail).toBe(200);
  expect(body.meta.total).toBe(body.data.length);
  return body.data;
}
async function refusesSort(path: string) {
  const { status, body } = await desk.get(path);
  expect([status, body.errors[0].path]).toEqual([400, 'query.sort']);
}

test('the waitlist of a book is in its order or as the holds were placed, and has members by name or card', async () => {
  const book = await server.library.aBook();
  const members = [];
  for (const name of ['Anna First', 'Berta Second', 'Carla Third']) {
    const member = await server.library.aMember({ name });
    await desk.placeHold(book.id, member.number);
    members.push(member);
    server.clock.advance({ minutes: 1 });
  }
  // Berta goes before the others, though Anna asked first.
  await server.db.owner.query('update holds set priority = -1 where member_id = $1', [members[1]?.id]);
  const named = async (choice: string) =>
    (await rowsOf<{ member: { name: string } }>(`/books/${book.id}/holds?${choice}`)).map(
      ({ member }) => member.name[0],
    );
  expect(await named('')).toEqual(['B', 'A', 'C']);
  expect(await named('sort=-position')).toEqual(['C', 'A', 'B']);
  expect(await named('sort=createdAt')).toEqual(['A', 'B', 'C']);
  expect(await named('sort=-placedAt')).toEqual(['C', 'B', 'A']);
  expect(await named('query=carla')).toEqual(['C']);
  expect(await named(`query=${members[0]?.number}`)).toEqual(['A']);
  await refusesSort(`/books/${book.id}/holds?sort=name`);
});

test('what a member waits for is in the order of its state or of the placing, and has books by title', async () => {
  const member = await server.library.aMember();
  for (const title of ['Middlemarch', 'Persuasion']) {
    const book = await server.library.aBook({ title });
    const copy = await server.library.aCopy({ bookId: book.id });
    await desk.placeHold(book.id, member.number);
    if (title === 'Persuasion') await desk.bringBack(copy.barcode);
    server.clock.advance({ minutes: 1 });
  }
  const titles = async (choice: string) =>
    (await rowsOf<{ book: { title: string } }>(`/members/${member.id}/holds?${choice}`)).map(({ book }) => book.title);
  expect(await titles('')).toEqual(['Persuasion', 'Middlemarch']);
  expect(await titles('sort=-status')).toEqual(['Middlemarch', 'Persuasion']);
  expect(await titles('sort=createdAt')).toEqual(['Middlemarch', 'Persuasion']);
  expect(await titles('sort=-createdAt')).toEqual(['Persuasion', 'Middlemarch']);
  expect(await titles('query=march')).toEqual(['Middlemarch']);
  await refusesSort(`/members/${member.id}/holds?sort=title`);
});

describe('a hold shelf', () => {
  test('is in the order of its end or of the placing, has copies by title, and so has what is to be cleared', async () => {
    server.clock.set('2026-03-10T10:00:00.000Z');
    const branch = await server.library.aBranch();
    const ready = [];
    for (const title of ['Ulysses', 'Vathek']) {
      const book = await server.library.aBook({ title });
      const copy = await server.library.aCopy({ bookId: book.id, homeBranchId: branch.id });
      const hold = await desk.aWaiting(book.id, { pickupBranchId: branch.id });
      await desk.bringBack(copy.barcode, { branchId: branch.id });
      ready.push(hold.id);
      server.clock.advance({ minutes: 1 });
    }
    const later = new Date(server.clock.now().getTime() + 60 * 86_400_000);
    await server.db.owner.query('update holds set shelf_expires_at = $2 where id = $1', [ready[0], later]);
    const titles = async (list: string) =>
      (await rowsOf<{ book: { title: string } }>(`/branches/${branch.id}/${list}`)).map(({ book }) => book.title);
    expect(await titles('hold-shelf')).toEqual(['Vathek', 'Ulysses']);
    expect(await titles('hold-shelf?sort=-shelfExpiresAt')).toEqual(['Ulysses', 'Vathek']);
    expect(await titles('hold-shelf?sort=createdAt')).toEqual(['Ulysses', 'Vathek']);
    expect(await titles('hold-shelf?query=vath')).toEqual(['Vathek']);
    await refusesSort(`/branches/${branch.id}/hold-shelf?sort=title`);

    for (const id of ready.toReversed()) {
      await desk.cancelHold(id);
      server.clock.advance({ minutes: 1 });
    }
    expect(await titles('hold-shelf/to-clear')).toEqual(['Vathek', 'Ulysses']);
    expect(await titles('hold-shelf/to-clear?sort=-endedAt')).toEqual(['Ulysses', 'Vathek']);
    expect(await titles('hold-shelf/to-clear?sort=createdAt')).toEqual(['Ulysses', 'Vathek']);
    expect(await titles('hold-shelf/to-clear?query=ulysses')).toEqual(['Ulysses']);
    await refusesSort(`/branches/${branch.id}/hold-shelf/to-clear?sort=shelfExpiresAt`);
  });
});
