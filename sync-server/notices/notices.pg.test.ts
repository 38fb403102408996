import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultSettings } from '#shared/contract/notices.ts';
import { deskOf } from '../testing/desk.ts';
import { buildTestServer, type TestServer } from '../testing/server.ts';
import { pruneNotices } from './prune-notices.ts';
import { sendNotices } from './sending/send-everywhere.ts';
import { noticesOf } from './testing/notice-rows.ts';

let server: TestServer;
let desk: ReturnType<typeof deskOf>;
beforeAll(async () => {
  server = await buildTestServer();
  desk = deskOf(server);
});
afterAll(() => server.close());

const manager = () => ({ token: server.library.tokens.manager });
const admin = () => ({ token: server.library.tokens.admin });
const member = () => ({ token: server.library.tokens.member });
const keepAll = () =>
  sendNotices({ database: server.db.database, now: server.clock.now, carriers: {} }, [server.library.tenantId]);

/** A notice that could not be sent, for want of a mail server. */
async function aKeptNotice() {
  const copy = await server.library.aCopy();
  await desk.lend(copy.barcode, server.library.member.number);
  const reader = await server.library.aMember({ name: 'Ann Onymous', email: 'ann@example.org' });
  await desk.placeHold(copy.bookId, reader.number);
  await desk.bringBack(copy.barcode);
  await keepAll();
  const [row] = await noticesOf(server, reader.id);
  return { id: row?.id ?? '', reader };
}

describe('the list of notices', () => {
  it('names the member by his number only, and says in words why a notice was not sent', async () => {
    const { id, reader } = await aKeptNotice();
    const { status, body, text } = await server.call(manager(), 'GET', '/notices?state=kept&limit=100');
    expect(status).toBe(200);
    expect(body.data.find((row: { id: string }) => row.id === id)).toMatchObject({
      kind: 'hold_ready',
      member: { id: reader.id, number: reader.number },
      state: 'kept',
      channel: 'email',
      sentence: 'This server has no mail server to send through.',
      nextAttemptAt: null,
    });
    expect(text).not.toMatch(/Onymous|ann@example/);
  });

  it('is of one state or kind, newest first, a page at a time', async () => {
    await aKeptNotice();
    await aKeptNotice();
    const page = await server.call(manager(), 'GET', '/notices?state=kept&kind=hold_ready&limit=1');
    expect(page.body.meta).toMatchObject({ limit: 1, offset: 0, hasMore: true });
    const all = await server.call(manager(), 'GET', '/notices?state=kept');
    const times = all.body.data.map(({ createdAt }: { createdAt: string }) => createdAt);
    expect(times).toEqual(times.toSorted().reverse());
    expect((await server.call(manager(), 'GET', '/notices?kind=fine_charged')).body.data).toEqual([]);
  });

  it('opens on what one of them says', async () => {
    const { id } = await aKeptNotice();
    const { body } = await server.call(manager(), 'GET', `/notices/${id}`);
    expect(body).toMatchObject({ language: 'en', subject: 'Ready for you: A Book' });
    expect(body.body).toContain('Dear Ann Onymous');
  });
});

describe('sending again', () => {
  it('queues what was kept, with an event that names nobody', async () => {
    const { id } = await aKeptNotice();
    const { status, body } = await server.call(manager(), 'POST', `/notices/${id}/retry`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ id, state: 'queued', attempts: 0 });
    const events = await server.db.owner.query('select action, facts from audit where entity_id = $1', [id]);
    expect(events.rows).toEqual([{ action: 'notice.retried', facts: {} }]);
  });

  it('does several at once, and leaves alone what is not to be sent again', async () => {
    const [one, two] = [await aKeptNotice(), await aKeptNotice()];
    await server.call(manager(), 'POST', `/notices/${one.id}/retry`);
    const { body } = await server.call(manager(), 'POST', '/notices/retries', { ids: [one.id, two.id] });
    expect(body).toEqual({ retried: 1 });
  });

  it('is refused for one that is on its way already', async () => {
    const { id } = await aKeptNotice();
    await server.call(manager(), 'POST', `/notices/${id}/retry`);
    expect(await server.call(manager(), 'POST', `/notices/${id}/retry`)).toMatchObject({
      status: 409,
      body: { code: 'NOTICE_STATE', facts: { state: 'queued' } },
    });
  });

  it('finds nothing in another library', async () => {
    const { id } = await aKeptNotice();
    const other = await server.anotherLibrary();
    const stranger = { token: other.tokens.admin };
    expect((await server.call(stranger, 'GET', `/notices/${id}`)).status).toBe(404);
    expect((await server.call(stranger, 'POST', `/notices/${id}/retry`)).status).toBe(404);
    expect((await server.call(stranger, 'POST', '/notices/retries', { ids: [id] })).body).toEqual({ retried: 0 });
    expect((await server.call(stranger, 'GET', '/notices')).body.data).toEqual([]);
  });
});

describe('a library’s own words', () => {
  const wording = {
    subject: 'Come!',
    text: 'It is here, {{member}}.',
    html: '<p>It is here, {{member}}.</p>',
    sms: 'Come!',
  };

  it('are used for its members, in their language', async () => {
    const path = '/notice-wordings/hold_ready/en';
    expect(await server.call(admin(), 'PUT', path, wording)).toMatchObject({ status: 200, body: { own: true } });
    const { reader } = await aKeptNotice();
    expect((await noticesOf(server, reader.id))[0]?.body).toBe('It is here, Ann Onymous.');
    expect((await server.call(admin(), 'DELETE', path)).status).toBe(204);
    const { body } = await server.call(admin(), 'GET', '/notice-wordings');
    const built = body.wordings.filter((row: { kind: string; own: boolean }) => row.kind === 'hold_ready' && !row.own);
    expect(built.map(({ language }: { language: string }) => language)).toEqual(['en', 'de']);
  });

  it.each([
    [{ text: 'Dear {{naem}}' }, 'body.text', /{{naem}} is not known here; there are library, member, title/],
    [{ html: '<p>{{{title}}}</p>' }, 'body.html', /would not be escaped/],
    [{ html: '<p>{{&title}}</p>' }, 'body.html', /would not be escaped/],
    [{ sms: '{{#member}}' }, 'body.sms', /Unclosed section/],
    [{ subject: '{{> header}}' }, 'body.subject', /partials/],
  ])('are refused where they cannot be filled in: %j', async (wrong, path, message) => {
    const answer = await server.call(admin(), 'PUT', '/notice-wordings/hold_ready/en', { ...wording, ...wrong });
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toEqual([{ path, message: expect.stringMatching(message) }]);
  });

  it('are shown as they would be read, every placeholder filled in, and nothing is kept of it', async () => {
    const { body } = await server.call(admin(), 'GET', '/notice-wordings');
    for (const { kind, language, wording: inForce } of body.wordings) {
      const path = `/notice-wordings/${kind}/${language}/previews`;
      const preview = await server.call(admin(), 'POST', path, inForce);
      expect(preview.status).toBe(200);
      expect(preview.body.text).toContain('Alex Example');
      expect(preview.text).not.toMatch(/\{\{|undefined|null|Invalid/);
    }
    const wrong = await server.call(admin(), 'POST', '/notice-wordings/hold_ready/en/previews', {
      ...wording,
      sms: '{{naem}}',
    });
    expect(wrong).toMatchObject({ status: 400, body: { errors: [{ path: 'body.sms' }] } });
    expect((await server.call(admin(), 'GET', '/notice-wordings')).body).toEqual(body);
  });

  it('speak of dates and money as their language does', async () => {
    const text = '{{amount}}, {{balance}}';
    const path = '/notice-wordings/fine_charged/de/previews';
    const { body } = await server.call(admin(), 'POST', path, { ...wording, text });
    expect(body.text).toBe('2,75\u00a0€, 5,50\u00a0€');
  });

  it('may name what is inside a section only there', async () => {
    const loans = '{{#first}}{{#loans}}{{title}} of {{library}}{{/loans}}{{/first}}';
    const put = (text: string) => server.call(admin(), 'PUT', '/notice-wordings/reminder/fr', { ...wording, text });
    expect((await put(loans)).status).toBe(200);
    expect((await put('{{title}}')).status).toBe(400);
    expect((await put('{{first}}')).status).toBe(400);
  });
});

describe('how a member is told', () => {
  const wishes = { language: 'de', channel: 'sms', channels: { overdue: 'email' }, digest: false };

  it('is his own to choose', async () => {
    const path = `/members/${server.library.member.id}/notice-preferences`;
    expect((await server.call(member(), 'GET', path)).body).toMatchObject({ channel: null, digest: true });
    expect(await server.call(member(), 'PUT', path, wishes)).toMatchObject({ status: 200, body: wishes });
    expect((await server.call(member(), 'GET', path)).body).toEqual(wishes);
  });

  it('is nobody else’s, but a librarian’s', async () => {
    const { id } = await server.library.aMember();
    expect((await server.call(member(), 'PUT', `/members/${id}/notice-preferences`, wishes)).status).toBe(403);
    const by = { token: server.library.tokens.librarian };
    expect((await server.call(by, 'PUT', `/members/${id}/notice-preferences`, wishes)).status).toBe(200);
  });
});

describe('when a library reminds', () => {
  it('is for admins to change, and each reminder comes after the one before it', async () => {
    const overdueDays = { first: 14, second: 7, final: 28 };
    const wrong = await server.call(admin(), 'PUT', '/notice-settings', { ...defaultSettings, overdueDays });
    expect(wrong).toMatchObject({ status: 400, body: { errors: [{ path: 'body.overdueDays' }] } });
    expect((await server.call(manager(), 'PUT', '/notice-settings', defaultSettings)).status).toBe(403);
    expect((await server.call(manager(), 'GET', '/notice-settings')).body).toEqual(defaultSettings);
  });
});

describe('what was said of people', () => {
  it('is exported to the member, and goes with him', async () => {
    const { reader } = await aKeptNotice();
    const holds = await server.call(desk.librarian(), 'GET', `/members/${reader.id}/holds`);
    await desk.cancelHold(holds.body.data[0].id);
    const exported = await server.call(admin(), 'GET', `/members/${reader.id}/export`);
    expect(exported.body.notices).toMatchObject([{ kind: 'hold_ready', subject: 'Ready for you: A Book' }]);
    expect((await server.call(admin(), 'POST', `/members/${reader.id}/anonymise`)).status).toBe(200);
    expect(await noticesOf(server, reader.id)).toEqual([]);
  });

  it('is forgotten after a time', async () => {
    const { reader } = await aKeptNotice();
    const later = (days: number) => () => new Date(server.clock.now().getTime() + days * 86_400_000);
    const prune = (days: number) =>
      pruneNotices({ database: server.db.database, now: later(days) }, server.library.tenantId);
    expect(await prune(179)).toBe(0);
    expect(await prune(181)).toBeGreaterThan(0);
    expect(await noticesOf(server, reader.id)).toEqual([]);
  });
});
