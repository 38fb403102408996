import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase } from '../../db/database.ts';
import { transaction } from '../../db/transaction.ts';
import { jobQueue } from '../../jobs/job-queue.ts';
import { startWorkers } from '../../jobs/workers.ts';
import { deskOf } from '../../testing/desk.ts';
import { buildTestServer, type TestServer } from '../../testing/server.ts';
import { mailServer } from '../testing/mail-server.ts';
import { carriersOf, closeCarriers } from './carriers.ts';

let server: TestServer;
let mail: Awaited<ReturnType<typeof mailServer>>;
beforeAll(async () => {
  [server, mail] = await Promise.all([buildTestServer(), mailServer()]);
});
afterAll(async () => {
  await Promise.all([server.close(), mail.close()]);
});

/** The workers of one server: connections, mail and jobs of its own. */
async function aServer() {
  const database = openDatabase({ url: server.db.serverUrl, max: 8 });
  const carriers = carriersOf({ SMTP_URL: mail.url, MAIL_FROM: 'desk@library.example' });
  const workers = await startWorkers({ database, now: server.clock.now, log: console, carriers });
  return {
    stop: async () => {
      await workers.stop();
      closeCarriers(carriers);
      await database.close();
    },
  };
}

/** What the clock does every minute. */
async function wakeSender() {
  const jobs = jobQueue(server.db.database, new AbortController().signal, console);
  await jobs.open();
  const context = { tenantId: server.library.tenantId, actor: { kind: 'job', id: null }, requestId: 'test' } as const;
  await transaction(server.db.database, context, (tx) => jobs.later(tx, 'send-notices', {}));
}

it('two servers send what a day at the desk has to tell, each notice once', async () => {
  const desk = deskOf(server);
  for (let n = 0; n < 60; n++) {
    const copy = await server.library.aCopy();
    await desk.lend(copy.barcode, server.library.member.number);
    const reader = await server.library.aMember({ email: `reader-${n}@example.org` });
    await desk.placeHold(copy.bookId, reader.number);
    await desk.bringBack(copy.barcode);
  }
  const servers = await Promise.all([aServer(), aServer()]);
  try {
    await wakeSender();
    await wakeSender();
    await expect.poll(() => mail.arrived.length, { timeout: 20_000 }).toBe(60);
    expect(new Set(mail.arrived.map(({ to }) => to)).size).toBe(60);
    const states = () => server.db.owner.query('select state, count(*)::int as n from notices group by 1');
    await expect.poll(async () => (await states()).rows, { timeout: 10_000 }).toEqual([{ state: 'sent', n: 60 }]);
  } finally {
    await Promise.all(servers.map(({ stop }) => stop()));
  }
  expect(mail.arrived).toHaveLength(60);
}, 60_000);
