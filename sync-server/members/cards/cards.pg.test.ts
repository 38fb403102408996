import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deskOf } from '../../testing/desk.ts';
import { digits, testPassword } from '../../testing/made.ts';
import { buildTestServer, type TestServer } from '../../testing/server.ts';

let server: TestServer;
let desk: ReturnType<typeof deskOf>;
beforeAll(async () => {
  server = await buildTestServer();
  desk = deskOf(server);
});
afterAll(() => server.close());

const replace = (member: string, newNumber: string, reason = 'lost') =>
  server.call(desk.librarian(), 'POST', `/members/${member}/card`, { newNumber, reason });
const signIn = (number: string) =>
  server.call(undefined, 'POST', '/auth/login', { tenant: server.library.slug, number, password: testPassword });

async function aReplacedCard() {
  const member = await server.library.aMember();
  const newNumber = digits('2');
  await replace(member.id, newNumber);
  return { ...member, newNumber };
}

describe('a member whose card is replaced', () => {
  test('has the new number from then on, with one audit event that tells neither number', async () => {
    const member = await server.library.aMember();
    const newNumber = digits('2');
    const { status, body } = await replace(member.number, newNumber, 'damaged');
    expect([status, body.id, body.number]).toEqual([200, member.id, newNumber]);
    const { rows } = await server.db.owner.query('select action, facts from audit where entity_id = $1', [member.id]);
    expect(rows).toEqual([{ action: 'member.card_replaced', facts: { reason: 'damaged' } }]);
  });

  test('borrows with the new card', async () => {
    const { newNumber } = await aReplacedCard();
    const copy = await server.library.aCopy();
    expect((await desk.lend(copy.barcode, newNumber)).status).toBe(201);
  });

  test('signs in with the new number; the old one is unknown there', async () => {
    const { number, newNumber } = await aReplacedCard();
    expect((await signIn(newNumber)).status).toBe(200);
    const unknown = await signIn('nobody-has-this');
    const old = await signIn(number);
    expect([old.status, old.body.code, old.body.detail]).toEqual([401, unknown.body.code, unknown.body.detail]);
  });

  test('may lose that one, too: both old cards answer with the card of today', async () => {
    const { id, number, newNumber } = await aReplacedCard();
    const third = digits('2');
    await replace(id, third);
    for (const old of [number, newNumber]) {
      expect((await desk.get(`/members/${old}`)).body).toMatchObject({
        code: 'CARD_REPLACED',
        facts: { endsIn: third.slice(-4) },
      });
    }
  });
});

describe('a book that waits on the hold shelf', () => {
  test('keeps the label of its slip when the member’s card is replaced, until it is collected', async () => {
    const copy = await server.library.aCopy();
    const member = await server.library.aMember();
    await desk.placeHold(copy.bookId, member.number);
    const captured = await desk.bringBack(copy.barcode);
    const label = member.number.slice(-4);
    expect(captured.body.slip).toMatchObject({ kind: 'hold', pickupCode: label });
    const newNumber = digits('2');
    await replace(member.id, newNumber);
    const shelf = await desk.get(`/branches/${desk.main()}/hold-shelf`);
    expect(shelf.body.data).toContainEqual(expect.objectContaining({ pickupCode: label }));
    const standing = await desk.get(`/members/${newNumber}`);
    expect(standing.body.readyHolds).toMatchObject([{ pickupCode: label }]);
    expect((await desk.bringBack(copy.barcode)).body.slip).toMatchObject({ pickupCode: label });
    expect((await desk.lend(copy.barcode, newNumber)).status).toBe(201);
  });
});

describe('the old card', () => {
  test('is refused at checkout, with the end of the number that is good', async () => {
    const { number, newNumber } = await aReplacedCard();
    const copy = await server.library.aCopy();
    const { status, body } = await desk.lend(copy.barcode, number);
    expect([status, body.code, body.overridable]).toEqual([409, 'CARD_REPLACED', false]);
    expect(body.detail).toBe(`This card was replaced. The new one ends in ${newNumber.slice(-4)}.`);
    expect(JSON.stringify(body)).not.toContain(newNumber);
  });

  test('is refused wherever a card is read: the member’s page, his loans, his account, a hold', async () => {
    const { number } = await aReplacedCard();
    const book = await server.library.aBook();
    const answers = [
      await desk.get(`/members/${number}`),
      await desk.get(`/members/${number}/loans`),
      await desk.get(`/members/${number}/account`),
      await desk.placeHold(book.id, number),
    ];
    expect(answers.map(({ body }) => body.code)).toEqual(Array(4).fill('CARD_REPLACED'));
  });

  test('tells another member nothing', async () => {
    const { number } = await aReplacedCard();
    const answer = await server.call({ token: server.library.tokens.member }, 'GET', `/members/${number}`);
    expect([answer.status, answer.body.code]).toEqual([403, 'FORBIDDEN']);
  });
});

describe('the old number', () => {
  test('is never given to anybody else: not to a new member, not to another, not by another card', async () => {
    const { number } = await aReplacedCard();
    const other = await server.library.aMember();
    const answers = [
      await server.call(desk.librarian(), 'POST', '/members', { number, name: 'New' }),
      await desk.patch(`/members/${other.id}`, { number }),
      await replace(other.id, number),
    ];
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(Array(3).fill([409, 'NUMBER_TAKEN']));
  });

  test('is not given away while it is being replaced', async () => {
    for (let round = 0; round < 10; round++) {
      const [member, other] = [await server.library.aMember(), await server.library.aMember()];
      const answers = await Promise.all([
        replace(member.id, digits('2')),
        desk.patch(`/members/${other.id}`, { number: member.number }),
      ]);
      expect(answers.map(({ status }) => status)).toEqual([200, 409]);
    }
  });

  test('of a card is no new number for the same card, and a number in use is taken', async () => {
    const [member, other] = [await server.library.aMember(), await server.library.aMember()];
    expect((await replace(member.id, member.number)).body).toMatchObject({
      code: 'VALIDATION_FAILED',
      detail: 'This is the number of the card that is to be replaced. Scan the new one.',
      errors: [{ path: 'body.newNumber' }],
    });
    expect((await replace(member.id, other.number)).body.code).toBe('NUMBER_TAKEN');
    expect((await desk.get(`/members/${member.number}`)).status).toBe(200);
  });

  test('is in what is held on the person, and goes when he is forgotten', async () => {
    const { id, number } = await aReplacedCard();
    const admin = { token: server.library.tokens.admin };
    const { body } = await server.call(admin, 'GET', `/members/${id}/export`);
    expect(body.replacedCards).toMatchObject([{ number, reason: 'lost' }]);
    await server.call(admin, 'POST', `/members/${id}/anonymise`);
    expect((await desk.get(`/members/${number}`)).body.code).toBe('MEMBER_NOT_FOUND');
    const { rows } = await server.db.owner.query('select from replaced_cards where number = $1', [number]);
    expect(rows).toEqual([]);
  });
});
