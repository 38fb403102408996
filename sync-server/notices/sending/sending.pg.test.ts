import { createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { NoticePreferences } from '#shared/contract/notices.ts';
import { deskOf } from '../../testing/desk.ts';
import { buildTestServer, type TestServer } from '../../testing/server.ts';
import { mailServer } from '../testing/mail-server.ts';
import { noticesOf } from '../testing/notice-rows.ts';
import { smsGateway } from '../testing/sms-gateway.ts';
import type { Carriers } from './carrier.ts';
import { carriersOf, closeCarriers } from './carriers.ts';
import { sendNotices } from './send-everywhere.ts';

const secret = 'a secret that both sides know';

let server: TestServer;
let desk: ReturnType<typeof deskOf>;
let mail: Awaited<ReturnType<typeof mailServer>>;
let sms: Awaited<ReturnType<typeof smsGateway>>;
let carriers: Carriers;

beforeAll(async () => {
  server = await buildTestServer();
  desk = deskOf(server);
});
afterAll(() => server.close());

beforeEach(async () => {
  server.clock.set('2026-03-10T10:00:00.000Z');
  [mail, sms] = await Promise.all([mailServer(), smsGateway()]);
  const addresses = { SMTP_URL: mail.url, MAIL_FROM: 'desk@library.example', SMS_GATEWAY_URL: sms.url };
  carriers = carriersOf({ ...addresses, SMS_GATEWAY_SECRET: secret });
});
afterEach(async () => {
  closeCarriers(carriers);
  await Promise.all([mail.close(), sms.close()]);
  await server.db.owner.query('delete from notices');
});

const send = (by: Carriers = carriers) =>
  sendNotices({ database: server.db.database, now: server.clock.now, carriers: by }, [server.library.tenantId]);

type Person = { email?: string; phone?: string; name?: string };

/** A member whose hold has just become ready. */
async function aToldMember(person: Person = { email: 'ann@example.org' }, title = 'A Book') {
  const book = await server.library.aBook({ title });
  const copy = await server.library.aCopy({ bookId: book.id });
  await desk.lend(copy.barcode, server.library.member.number);
  const member = await server.library.aMember(person);
  const { body } = await desk.placeHold(book.id, member.number);
  await desk.bringBack(copy.barcode);
  return { member, copy, holdId: body.hold.id };
}

const prefer = (number: string, wishes: Partial<NoticePreferences>) =>
  server.call(desk.librarian(), 'PUT', `/members/${number}/notice-preferences`, {
    ...{ language: null, channel: null, channels: {}, digest: true },
    ...wishes,
  });

describe('a notice by e-mail', () => {
  it('arrives from the library, in plain text and HTML, with an id of its own', async () => {
    const { member } = await aToldMember({ email: 'ann@example.org', name: 'Ann Example' }, 'Moby-Dick');
    expect(await send()).toBe(1);
    const [row] = await noticesOf(server, member.id);
    expect(row).toMatchObject({ state: 'sent', trouble: null });
    expect(mail.arrived).toHaveLength(1);
    const [letter] = mail.arrived;
    expect(letter).toMatchObject({ to: 'ann@example.org', from: 'desk@library.example' });
    expect(letter?.source).toContain('From: Test Library <desk@library.example>');
    expect(letter?.source).toContain('Subject: Ready for you: Moby-Dick');
    expect(letter?.source).toContain(`Message-ID: <${row?.id}@library.example>`);
    expect(letter?.source).toContain('Auto-Submitted: auto-generated');
    expect(letter?.source).toMatch(/text\/plain[\s\S]+text\/html/);
    expect(row?.body).toContain('"Moby-Dick" is waiting for you at Main. Please collect it by Friday, March 13, 2026.');
  });

  it('is sent once, and never again', async () => {
    await aToldMember();
    await send();
    server.clock.advance({ hours: 1 });
    expect(await send()).toBe(0);
    expect(mail.arrived).toHaveLength(1);
  });

  it('writes a title as it is in plain text, escaped in HTML, and never into a header', async () => {
    await aToldMember(undefined, 'Tom & <b>Jerry</b>\r\nBcc: spy@example.org');
    await send();
    const source = mail.arrived[0]?.source ?? '';
    expect(source).toContain('"Tom & <b>Jerry</b>');
    expect(source).toContain('Tom &amp; &lt;b&gt;Jerry&lt;&#x2F;b&gt;');
    expect(source.split(/\r?\n\r?\n/)[0]).not.toMatch(/^Bcc:/m);
    expect(mail.arrived[0]?.to).toBe('ann@example.org');
  });

  it('speaks the member’s language, with its dates', async () => {
    const { member } = await aToldMember();
    await prefer(member.number, { language: 'de' });
    await send();
    const [row] = await noticesOf(server, member.id);
    expect(row?.body).toContain('Bitte holen Sie es bis Freitag, 13. März 2026 ab.');
  });

  it('is not sent any more when it is no longer true', async () => {
    const { member, holdId } = await aToldMember();
    await desk.cancelHold(holdId);
    await send();
    expect(mail.arrived).toEqual([]);
    expect(await noticesOf(server, member.id)).toMatchObject([{ state: 'dropped', trouble: 'out_of_date' }]);
  });

  it('of a hold that became ready twice before it could be sent is sent once', async () => {
    const { member, copy } = await aToldMember();
    await desk.bringBack(copy.barcode, { condition: 'damaged' });
    server.clock.advance({ minutes: 1 });
    await desk.bringBack(copy.barcode, { condition: 'good' });
    await send();
    expect(mail.arrived).toHaveLength(1);
    const told = await noticesOf(server, member.id);
    expect(told.map(({ state }) => state).toSorted()).toEqual(['dropped', 'sent']);
  });

  it('is not sent to a member who does not want it, or has no address', async () => {
    const silent = await aToldMember();
    await prefer(silent.member.number, { channels: { hold_ready: 'none' } });
    const unknown = await aToldMember({});
    await send();
    expect(mail.arrived).toEqual([]);
    expect(await noticesOf(server, silent.member.id)).toMatchObject([{ state: 'dropped', trouble: 'unwanted' }]);
    expect(await noticesOf(server, unknown.member.id)).toMatchObject([{ state: 'dropped', trouble: 'no_address' }]);
  });
});

describe('a mail server that does not take it', () => {
  it('for now: the notice is sent later, under the same id', async () => {
    const { member } = await aToldMember();
    mail.refuse('data', { responseCode: 451, message: 'Greylisted, try again' });
    await send();
    const [row] = await noticesOf(server, member.id);
    expect(row).toMatchObject({ state: 'queued', trouble: 'message_refused', attempts: 1 });
    mail.accept();
    expect(await send()).toBe(0);
    server.clock.advance({ minutes: 1 });
    expect(await send()).toBe(1);
    expect(mail.arrived[0]?.source).toContain(`Message-ID: <${row?.id}@library.example>`);
    expect(await noticesOf(server, member.id)).toMatchObject([{ state: 'sent', attempts: 2 }]);
  });

  it('for good: it has failed, in words that do not quote the address', async () => {
    const { member } = await aToldMember();
    mail.refuse('rcpt', { responseCode: 550, message: 'No such user <ann@example.org>' });
    await send();
    expect(await noticesOf(server, member.id)).toMatchObject([{ state: 'failed', trouble: 'address_refused' }]);
    const { rows } = await server.db.owner.query('select row_to_json(n)::text as row from notices n');
    expect(rows[0].row).not.toContain('ann@example.org');
  });

  it('because it is away: the rest waits, and nothing is lost', async () => {
    const members = [await aToldMember(), await aToldMember()];
    await mail.close();
    await send();
    for (const { member } of members) {
      expect(await noticesOf(server, member.id)).toMatchObject([{ state: 'queued', trouble: 'server_unreachable' }]);
    }
    mail = await mailServer();
  });

  it('is given up after a day and a half of trying', async () => {
    const { member } = await aToldMember();
    mail.refuse('data', { responseCode: 451, message: 'Not now' });
    for (let attempt = 0; attempt < 20; attempt++) {
      await send();
      server.clock.advance({ hours: 4 });
    }
    expect(await noticesOf(server, member.id)).toMatchObject([{ state: 'failed', attempts: 16 }]);
  });
});

describe('a server without a mail server', () => {
  it('keeps what it would have sent, with its words', async () => {
    const { member } = await aToldMember();
    await send({});
    const [row] = await noticesOf(server, member.id);
    expect(row).toMatchObject({ state: 'kept', trouble: 'no_email_server' });
    expect(row?.body).toContain('is waiting for you at Main');
  });

  it('that is given one later does not send it all at once', async () => {
    const { member } = await aToldMember();
    await send({});
    server.clock.advance({ days: 1 });
    expect(await send()).toBe(0);
    expect(mail.arrived).toEqual([]);
    expect(await noticesOf(server, member.id)).toMatchObject([{ state: 'kept' }]);
  });
});

describe('a notice by SMS', () => {
  it('is one signed POST that the gateway can verify and recognise', async () => {
    const { member } = await aToldMember({ phone: '+15550100' }, 'Moby-Dick');
    await send();
    const [request] = sms.arrived;
    const [row] = await noticesOf(server, member.id);
    const text = 'Test Library: "Moby-Dick" is ready for you at Main until Friday, March 13, 2026.';
    expect(JSON.parse(request?.body ?? '')).toEqual({ id: row?.id, to: '+15550100', text });
    expect(request?.headers['idempotency-key']).toBe(row?.id);
    const signedText = `${request?.headers['x-carrel-timestamp']}.${request?.body}`;
    const expected = createHmac('sha256', secret).update(signedText).digest('hex');
    expect(request?.headers['x-carrel-signature']).toBe(expected);
    expect(row).toMatchObject({ state: 'sent', body: text });
  });

  it.each([
    [503, { state: 'queued', trouble: 'no_clear_answer' }],
    [429, { state: 'queued', trouble: 'message_refused' }],
    [401, { state: 'queued', trouble: 'sign_in_refused' }],
    [422, { state: 'failed', trouble: 'message_refused' }],
  ])('that the gateway answers with %i', async (status, expected) => {
    const { member } = await aToldMember({ phone: '+15550100' });
    sms.answer(status);
    await send();
    expect(await noticesOf(server, member.id)).toMatchObject([expected]);
  });
});

describe('two servers at once', () => {
  it('send every notice once between them', async () => {
    for (let n = 0; n < 45; n++) await aToldMember();
    const other = carriersOf({ SMTP_URL: mail.url, MAIL_FROM: 'desk@library.example' });
    const settled = await Promise.all([send(), send(other), send(), send(other)]);
    closeCarriers(other);
    expect(settled.reduce((sum, count) => sum + count)).toBe(45);
    const ids = mail.arrived.map(({ source }) => /^Message-ID: (.+)$/m.exec(source)?.[1]);
    expect(new Set(ids).size).toBe(45);
    expect(ids).toHaveLength(45);
  });

  it('send those of the other libraries when one library’s cannot be read', async () => {
    const { member } = await aToldMember();
    const broken = await server.anotherLibrary();
    await server.db.owner.query(`insert into notice_settings (tenant_id, settings) values ($1, '{}')`, [
      broken.tenantId,
    ]);
    await server.db.owner.query(
      `insert into notices (tenant_id, id, member_id, kind, subject_id, occasion, created_at, next_at)
       values ($1, gen_random_uuid(), $2, 'hold_expired', gen_random_uuid(), $3, $3, $3)`,
      [broken.tenantId, broken.member.id, server.clock.now()],
    );
    const deps = { database: server.db.database, now: server.clock.now, carriers };
    await expect(sendNotices(deps, [broken.tenantId, server.library.tenantId])).rejects.toThrow();
    expect(await noticesOf(server, member.id)).toMatchObject([{ state: 'sent' }]);
  });

  it('take over from one that died with notices in its hands', async () => {
    const { member } = await aToldMember();
    const dying: Carriers = { email: { carry: () => Promise.reject(new Error('killed')), close: () => {} } };
    await expect(send(dying)).rejects.toThrow('killed');
    expect(await send()).toBe(0);
    server.clock.advance({ minutes: 10 });
    expect(await send()).toBe(1);
    expect(await noticesOf(server, member.id)).toMatchObject([{ state: 'sent', attempts: 2 }]);
  });

  it('and one that was too slow to say what happened does not overrule the other', async () => {
    const { member } = await aToldMember();
    let answerLate = () => {};
    let isInHand = false;
    const slow: Carriers = {
      email: {
        carry: () =>
          new Promise((resolve) => {
            answerLate = () => resolve({ kind: 'refused', trouble: 'no_clear_answer', final: true });
            isInHand = true;
          }),
        close: () => {},
      },
    };
    const first = send(slow);
    await expect.poll(() => isInHand).toBe(true);
    server.clock.advance({ minutes: 10 });
    await expect.poll(() => send()).toBe(1);
    answerLate();
    await first;
    expect(await noticesOf(server, member.id)).toMatchObject([{ state: 'sent', trouble: null }]);
  });
});
