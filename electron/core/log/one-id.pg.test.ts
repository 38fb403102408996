import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testPassword } from '../../../sync-server/testing/made.ts';
import { startTestProcess } from '../../../sync-server/testing/process.ts';
import { TestWindow } from '../testing/test-window.ts';
import type { CallLine } from './desk-log.ts';

// A desk's core and a server process, each real: what is done at the desk is found everywhere under one id.

let server: Awaited<ReturnType<typeof startTestProcess>>;
let window: TestWindow;

beforeAll(async () => {
  server = await startTestProcess();
  window = await TestWindow.open();
  const { slug, staff, branches } = server.library;
  const login = { serverUrl: server.url, tenant: slug, number: staff.manager.number, password: testPassword };
  await window.call('desk.enrol', { ...login, branchId: branches.main.id, name: 'Desk' });
  await window.until(({ connection }) => connection.kind === 'live', 30_000);
  await signIn();
});
afterAll(async () => {
  await window.discard();
  await server.discard();
});

const signIn = () =>
  window.call('session.signIn', { number: server.library.staff.manager.number, password: testPassword });

async function deskLog(call: string): Promise<CallLine[]> {
  await window.desk.log.settled();
  const lines = readFileSync(join(window.folder, 'desk.log'), 'utf8').trim().split('\n');
  return lines.map((line): CallLine => JSON.parse(line)).filter((line) => line.call === call);
}
const serverLog = (requestId: string) => server.log().filter(({ reqId }) => reqId === requestId);
async function auditOf(entityId: string) {
  const { rows } = await server.db.owner.query<{ action: string; request_id: string }>(
    'select action, request_id from audit where entity_id = $1 order by id',
    [entityId],
  );
  return rows;
}

describe('one id, from the desk to the audit', () => {
  test('a checkout', async () => {
    const copy = await server.library.aCopy();
    const { number } = await server.library.aMember();
    const lent = await window.call('loans.checkout', { barcode: copy.barcode, membershipNumber: number });
    if (lent.kind !== 'done') throw new Error(JSON.stringify(lent));

    const [atDesk] = await deskLog('POST /loans/checkout');
    expect(atDesk).toMatchObject({ outcome: 'done', requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    const { requestId = '' } = atDesk ?? {};
    // The server writes it down once it has answered.
    const { tenantId } = server.library;
    const written = { msg: 'answered', operation: 'checkout', outcome: 'done', status: 201, tenantId };
    await expect.poll(() => serverLog(requestId)).toMatchObject([written]);
    expect(await auditOf(lent.answer.loan.id)).toEqual([{ action: 'loan.checked_out', request_id: requestId }]);
    expect(server.said() + JSON.stringify(atDesk)).not.toMatch(new RegExp(`${number}|${copy.barcode}|Ada`));
  });

  test('a refusal bears it in its answer, too', async () => {
    const membershipNumber = server.library.member.number;
    const refused = await window.call('loans.checkout', { barcode: '39999999999999', membershipNumber });
    if (refused.kind !== 'refused') throw new Error(JSON.stringify(refused));
    const atDesk = (await deskLog('POST /loans/checkout')).at(-1);
    expect(atDesk).toMatchObject({ outcome: 'COPY_NOT_FOUND', requestId: refused.problem.requestId });
    const { requestId } = refused.problem;
    await expect.poll(() => serverLog(requestId)).toMatchObject([{ outcome: 'COPY_NOT_FOUND', status: 404 }]);
  });

  test('a return that was queued without a server keeps it over attempts and a restart of the desk', async () => {
    const copy = await server.library.aCopy();
    const { number } = await server.library.aMember();
    const lent = await window.call('loans.checkout', { barcode: copy.barcode, membershipNumber: number });
    if (lent.kind !== 'done') throw new Error(JSON.stringify(lent));

    await server.stop();
    const queued = await window.call('loans.return', { barcode: copy.barcode });
    if (queued.kind !== 'queued') throw new Error(JSON.stringify(queued));
    const { id } = queued.observation;
    await expect.poll(() => deskLog('POST /loans/return')).toContainEqual(expect.objectContaining({ requestId: id }));
    await window.close();
    await server.start();
    window = await TestWindow.open({ folder: window.folder });

    await expect
      .poll(async () => (await auditOf(lent.answer.loan.id)).at(-1), { timeout: 20_000 })
      .toEqual({
        action: 'loan.returned',
        request_id: id,
      });
    const atDesk = async () => (await deskLog('POST /loans/return')).at(-1);
    await expect.poll(atDesk).toMatchObject({ requestId: id, outcome: 'done' });
    await expect.poll(() => serverLog(id)).toMatchObject([{ operation: 'returnCopy', outcome: 'done' }]);
  });
});
