import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { leaksIn } from '../build/testing/leaks.ts';
import { bookFields, buildMarc } from './imports/testing/build-marc.ts';
import { importing } from './imports/testing/sending.ts';
import { startWorkers } from './jobs/workers.ts';
import { carriersOf, closeCarriers } from './notices/sending/carriers.ts';
import { sendNotices } from './notices/sending/send-everywhere.ts';
import { mailServer } from './notices/testing/mail-server.ts';
import { noticesOf } from './notices/testing/notice-rows.ts';
import { smsGateway } from './notices/testing/sms-gateway.ts';
import { deskOf } from './testing/desk.ts';
import { buildTestServer, type TestServer } from './testing/server.ts';

// Each of these goes wrong for real, with somebody's name, number, address or secret in the middle of it.

const person = {
  name: 'Loreley Planted',
  number: '29999000000017',
  email: 'loreley@planted.example',
  phone: '+4915550007',
};
const secrets = ['planted pass phrase', 'A Planted Title', 'planted-smtp-secret'];
const known = [...Object.values(person), ...secrets];

let server: TestServer;
let desk: ReturnType<typeof deskOf>;
let lines: string[] = [];
beforeAll(async () => {
  server = await buildTestServer({}, {}, { write: (line) => lines.push(line) });
  desk = deskOf(server);
});
beforeEach(() => {
  lines = [];
});
afterAll(() => server.close());

const logged = () => lines.join('');
const leaks = (text = logged()) => leaksIn(text, known);

/** Postgres refuses what breaks a rule, and quotes the whole row when it does. */
async function refusingRows(table: string, condition: string, work: () => Promise<unknown>) {
  await server.db.owner.query(`alter table ${table} add constraint planted check (${condition}) not valid`);
  try {
    await work();
  } finally {
    await server.db.owner.query(`alter table ${table} drop constraint planted`);
  }
}

describe('a log says nothing of whom it was about', () => {
  it('where Postgres refuses a row and quotes it', async () => {
    await refusingRows('members', `name <> '${person.name}'`, async () => {
      const answer = await server.call(desk.librarian(), 'POST', '/members', person);
      expect(answer.status).toBe(500);
      expect(leaks(answer.text)).toEqual([]);
    });
    expect(logged()).toContain('violates check constraint');
    expect(leaks()).toEqual([]);
  });

  it('where a value does not fit, a number is taken, a body is no JSON, or a token is none', async () => {
    const { app, library } = server;
    await library.aMember(person);
    expect((await server.call(desk.librarian(), 'POST', '/members', person)).status).toBe(409);
    await server.call(desk.librarian(), 'GET', `/members/${person.number}?query=${person.email}`);
    const headers = { authorization: `Bearer ${library.tokens.librarian}`, 'content-type': 'application/json' };
    await app.inject({ method: 'POST', url: '/api/v1/members', headers, payload: `{"name":"${person.name}"` });
    await app.inject({ url: '/api/v1/members', headers: { authorization: `Bearer ${library.tokens.librarian}x` } });
    await app.inject({ url: `/api/v1/nowhere/${person.number}`, headers: { 'x-api-key': library.apiKey } });
    const credentials = { tenant: library.slug, number: person.number, password: secrets[0] };
    await server.call(undefined, 'POST', '/auth/login', credentials);
    expect(logged()).toContain('"status":409');
    expect(leaks()).toEqual([]);
  });

  it('where a job fails over a row', async () => {
    const jobs = await startWorkers({ database: server.db.database, now: server.clock.now, log: server.app.log });
    await refusingRows('books', `title <> '${secrets[1]}'`, async () => {
      const record = buildMarc(bookFields('1', secrets[1]));
      const { body } = await importing(server).send(record);
      await expect.poll(() => attemptsOf(body.importId), { timeout: 20_000 }).toBeGreaterThan(0);
    });
    await jobs.stop();
    expect(leaks()).toEqual([]);
  });

  it('where a notice is refused, with the address in the answer', async () => {
    const [mail, sms] = [await mailServer(), await smsGateway()];
    mail.refuse('rcpt', { responseCode: 550, message: `no mailbox ${person.email} of ${person.name}` });
    sms.answer(400);
    const addresses = { SMTP_URL: mail.url, MAIL_FROM: 'desk@library.example', SMS_GATEWAY_URL: sms.url };
    const carriers = carriersOf({ ...addresses, SMS_GATEWAY_SECRET: secrets[2] ?? '' });
    const member = await server.library.aMember({ ...person, number: '29999000000025' });
    const copy = await server.library.aCopy();
    await server.library.aLoan({ copyId: copy.id, memberId: server.library.member.id });
    await desk.placeHold(copy.bookId, member.number);
    await desk.bringBack(copy.barcode);
    await sendNotices({ database: server.db.database, now: server.clock.now, carriers }, [server.library.tenantId]);
    expect(await noticesOf(server, member.id)).toMatchObject([{ attempts: 1 }]);
    expect(leaks()).toEqual([]);
    closeCarriers(carriers);
    await Promise.all([mail.close(), sms.close()]);
  });

  it('where the process ends over what nobody caught', async () => {
    const { output, code } = await serverThatMeetsABrokenRow();
    expect(code).toBe(1);
    expect(output).toContain('null value in column');
    expect(leaks(output)).toEqual([]);
  });

  it('where the database cannot be reached', async () => {
    const main = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
      env: { ...process.env, DATABASE_URL: `postgresql://carrel:${secrets[2]}@127.0.0.1:1/carrel`, LOG_LEVEL: 'trace' },
    });
    expect(leaks((await text(main.stderr)) + (await text(main.stdout)))).toEqual([]);
  });

  it('in the log of its own Postgres', async () => {
    const { rows } = await server.db.owner.query(`select current_setting('data_directory') as folder`);
    const file = join(rows[0].folder, 'postgres.log');
    if (!existsSync(file)) return expect(process.env.CARREL_TEST_DATABASE_URL).toBeDefined();
    await refusingRows('members', `name <> '${person.name}'`, async () => {
      await server.call(desk.librarian(), 'POST', '/members', { ...person, number: '29999000000033' });
    });
    expect(leaks(readFileSync(file, 'utf8'))).toEqual([]);
  });
});

it('would be found if it did', () => {
  server.app.log.info({ who: person.name }, 'planted');
  server.app.log.error(Object.assign(new Error(`no member ${person.number}`)));
  expect(leaks().map(({ what }) => what)).toEqual([
    `what is known of somebody, “${person.name}”`,
    'the number of a card or a copy',
  ]);
});

async function attemptsOf(importId: string): Promise<number> {
  const text = `select retry_count from pgboss.job where name = 'import-marc' and data->>'importId' = $1`;
  return (await server.db.owner.query<{ retry_count: number }>(text, [importId])).rows[0]?.retry_count ?? 0;
}

/** What a whole server says when an error of Postgres is caught by nobody, a moment after its start. */
async function serverThatMeetsABrokenRow(): Promise<{ output: string; code: number | null }> {
  const detail = encodeURIComponent(`Failing row contains (${person.name}, ${person.email}).`);
  const error = `Object.assign(new Error('null value in column x'),{code:'23502',detail:decodeURIComponent('${detail}')})`;
  // Its start begins once all of its modules are there; before that nobody could catch anything.
  const later = `clearInterval(look);setTimeout(()=>{Promise.reject(${error})},1500)`;
  const look = `setInterval(()=>{if(process.listenerCount('uncaughtException')>0){${later}}},20)`;
  const thrown = `data:text/javascript,${encodeURIComponent(`const look=${look}`)}`;
  const env = { ...process.env, DATABASE_URL: server.db.ownerUrl, PORT: '0', LOG_LEVEL: 'trace' };
  const child = spawn(process.execPath, ['--import', thrown, join(import.meta.dirname, 'main.ts')], { env });
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { output: stdout + stderr, code: await ended };
}
