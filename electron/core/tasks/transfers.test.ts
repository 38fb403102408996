import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeskState } from '#shared/contract/desk.ts';
import { mainBranch } from '../cache/testing/builders.ts';
import { refusal } from '../testing/answering-server.ts';
import { enrolledWindow, login } from '../testing/enrolled-window.ts';
import { deskKey, LibraryServer } from '../testing/library-server.ts';
import type { TestWindow } from '../testing/test-window.ts';

let library: LibraryServer;
let window: TestWindow;

const receive = (barcode: string) => window.call('transfers.receive', { barcode });
const isLive = (state: DeskState) => state.connection.kind === 'live' && state.cache.kind === 'ready';
const outbox = async () => (await window.call('outbox.list', { offset: 0, limit: 200 })).rows;

async function pullThePlug(): Promise<void> {
  library.server.stop();
  await window.until(({ connection }) => connection.kind === 'offline');
}
async function putItBack(): Promise<void> {
  await library.server.start();
  await window.until(isLive);
}

beforeEach(async () => {
  library = new LibraryServer();
  await library.server.start();
  window = await enrolledWindow(library);
});
afterEach(async () => {
  library.server.stop();
  await window.discard();
});

describe('a copy comes out of a box', () => {
  it('is received in one call to the server, by the desk’s own right, with nobody signed in', async () => {
    expect(await receive('A1')).toMatchObject({ kind: 'done', answer: { outcome: 'received', next: 'shelve' } });
    const [asked, ...more] = library.asked('/transfers/receive');
    expect(more).toEqual([]);
    expect(asked?.headers.authorization).toBe(`Desk ${deskKey}`);
    const [row] = await outbox();
    expect(row).toMatchObject({ kind: 'transfer_receipt', state: 'applied' });
    expect(asked?.headers['idempotency-key']).toBe(row?.id);
    expect(JSON.parse(asked?.body ?? '')).toEqual({
      barcode: 'A1',
      branchId: mainBranch,
      observedAt: row?.observedAt,
    });
  });

  it('with the plug pulled: kept on the disk, and the sentence says so', async () => {
    await pullThePlug();
    const answer = await receive('A1');
    expect(answer).toMatchObject({ kind: 'queued', sentence: expect.stringMatching(/That it arrived is kept/) });
    expect(await outbox()).toMatchObject([{ kind: 'transfer_receipt', state: 'queued' }]);
  });

  it('goes up in its turn between returns, each to where it belongs', async () => {
    await pullThePlug();
    await window.call('loans.return', { barcode: 'A1' });
    await receive('A2');
    await window.call('loans.return', { barcode: 'A3' });
    await putItBack();
    await window.until(({ outbox: { queued } }) => queued === 0);
    const sent = library.server.requests.filter(({ method, path }) => method === 'POST' && /return|receive/.test(path));
    expect(sent.map(({ path, body }) => [path, JSON.parse(body).barcode])).toEqual([
      ['/loans/return', 'A1'],
      ['/transfers/receive', 'A2'],
      ['/loans/return', 'A3'],
    ]);
  });

  it('what the server refuses later needs attention', async () => {
    await pullThePlug();
    await receive('A1');
    library.answers['POST /transfers/receive'] = refusal('COPY_NOT_FOUND');
    await putItBack();
    await window.until(({ outbox: { needsAttention } }) => needsAttention === 1);
    expect(await outbox()).toMatchObject([{ kind: 'transfer_receipt', problem: { code: 'COPY_NOT_FOUND' } }]);
  });
});

describe('everything else about a journey', () => {
  const toBranchId = '0199a8e0-0000-7000-8000-00000000000e';

  it('is a claim: with the plug pulled it is refused at once, and nothing is recorded', async () => {
    await window.call('session.signIn', login);
    await pullThePlug();
    for (const refused of [
      window.call('transfers.list', { list: 'to_send', offset: 0 }),
      window.call('transfers.request', { barcode: 'A1', toBranchId }),
      window.call('boxes.open', { toBranchId }),
      window.call('boxes.pack', { box: 'BOX-1042', barcode: 'A1', request: false }),
      window.call('boxes.send', { box: 'BOX-1042' }),
      window.call('boxes.close', { box: 'BOX-1042' }),
    ]) {
      expect(await refused).toEqual({ kind: 'offline', sentence: expect.stringMatching(/nothing was recorded/) });
    }
    expect(await outbox()).toEqual([]);
  });
});
