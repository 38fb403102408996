import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeskState } from '#shared/contract/desk.ts';
import { mainBranch } from '../cache/testing/builders.ts';
import { answerFor } from '../outbox/testing/returns.ts';
import { type Answer, hangUp, json, refusal } from '../testing/answering-server.ts';
import { deskKey, LibraryServer } from '../testing/library-server.ts';
import { TestWindow } from '../testing/test-window.ts';

let library: LibraryServer;
let window: TestWindow;

const barcode = '33190000000001';
const order = { barcode, membershipNumber: '23529001000463' };
const giveBack = (code = barcode) => window.call('loans.return', { barcode: code });
const isLive = (state: DeskState) => state.connection.kind === 'live' && state.cache.kind === 'ready';
const isOffline = (state: DeskState) => state.connection.kind === 'offline';
const outbox = async () => (await window.call('outbox.list', { offset: 0, limit: 200 })).rows;

async function enrol(): Promise<void> {
  const login = { serverUrl: library.server.url, tenant: 'riverbend', number: 'L1', password: 'correct horse' };
  await window.call('desk.enrol', { ...login, branchId: mainBranch, name: 'Desk 1' });
}
async function pullThePlug(): Promise<void> {
  library.server.stop();
  await window.until(isOffline);
}
async function putItBack(): Promise<void> {
  await library.server.start();
  await window.until(isLive);
}
const answerWith =
  (changes: Parameters<typeof answerFor>[1]): Answer =>
  (request, response, body) =>
    json(200, answerFor(JSON.parse(body).barcode, changes))(request, response, body);

beforeEach(async () => {
  library = new LibraryServer();
  library.stock(1, { title: 'Kindred' });
  await library.server.start();
  window = await TestWindow.open();
  await enrol();
  await window.until(isLive);
  await window.call('session.signIn', { number: 'L1', password: 'correct horse' });
});
afterEach(async () => {
  library.server.stop();
  await window.discard();
});

describe('a return while the line is up', () => {
  it('is answered with what to do, in one call to the server, by the desk’s own right', async () => {
    library.answers['POST /loans/return'] = answerWith({ next: 'hold_shelf' });
    expect(await giveBack()).toMatchObject({ kind: 'done', answer: { next: 'hold_shelf' } });
    const asked = library.asked('/loans/return');
    expect(asked).toHaveLength(1);
    expect(asked[0]?.headers.authorization).toBe(`Desk ${deskKey}`);
    const [row] = await outbox();
    expect(row).toMatchObject({ state: 'applied', title: 'Kindred' });
    expect(asked[0]?.headers['idempotency-key']).toBe(row?.id);
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ barcode, branchId: mainBranch, observedAt: row?.observedAt });
  });

  it('works with nobody signed in', async () => {
    await window.call('session.signOut', {});
    expect(await giveBack()).toMatchObject({ kind: 'done' });
  });

  it('shows a refusal at once and leaves nothing to be seen to', async () => {
    library.answers['POST /loans/return'] = refusal('COPY_NOT_FOUND');
    expect(await giveBack()).toMatchObject({ kind: 'refused', problem: { code: 'COPY_NOT_FOUND' } });
    expect((await window.call('desk.state', {})).outbox).toMatchObject({ queued: 0, needsAttention: 0 });
  });

  it('is asked for again under its own key when the answer is lost', async () => {
    let tries = 0;
    library.answers['POST /loans/return'] = (...request) => {
      tries += 1;
      (tries === 1 ? hangUp : answerWith({}))(...request);
    };
    expect(await giveBack()).toMatchObject({ kind: 'done' });
    const keys = library.asked('/loans/return').map(({ headers }) => headers['idempotency-key']);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });

  it('is queued when the server does not answer in time, and its answer is noted when it comes', async () => {
    library.answers['POST /loans/return'] = (...request) => void setTimeout(() => answerWith({})(...request), 6000);
    const startedAt = performance.now();
    expect(await giveBack()).toMatchObject({ kind: 'queued', title: 'Kindred' });
    expect(performance.now() - startedAt).toBeLessThan(5500);
    await window.until(({ outbox: { queued } }) => queued === 0);
    expect(library.asked('/loans/return')).toHaveLength(1);
  });
});

describe('with the plug pulled', () => {
  it('a return is on the disk at once, and the sentence says so', async () => {
    await pullThePlug();
    const startedAt = performance.now();
    const answer = await giveBack();
    expect(performance.now() - startedAt).toBeLessThan(2000);
    expect(answer).toMatchObject({ kind: 'queued', title: 'Kindred', observation: { state: 'queued' } });
    expect((await window.call('desk.state', {})).outbox.queued).toBe(1);
  });

  it('a checkout and a renewal are refused at once in one sentence, and nothing is recorded', async () => {
    await pullThePlug();
    const loanId = '0199a8e0-0000-7000-8000-0000000000f1';
    for (const refused of [
      window.call('loans.checkout', order),
      window.call('loans.renew', { loanId }),
      window.call('members.card', { number: order.membershipNumber }),
    ]) {
      expect(await refused).toEqual({ kind: 'offline', sentence: expect.stringMatching(/nothing was recorded/) });
    }
    await putItBack();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(library.asked('/loans/checkout')).toHaveLength(0);
    expect(await outbox()).toHaveLength(0);
  });

  it('a claim fails within seconds also when nobody has noticed yet that the line is down', async () => {
    library.answers['POST /loans/checkout'] = () => {};
    const startedAt = performance.now();
    expect(await window.call('loans.checkout', order)).toMatchObject({
      kind: 'offline',
      sentence: expect.stringContaining('may or may not have been done'),
    });
    expect(performance.now() - startedAt).toBeLessThan(6000);
  });

  it('returns go up in order and once each when the line is back, and each is told to the window', async () => {
    await pullThePlug();
    const barcodes = ['A1', 'A2', 'A3', 'A4', 'A5'];
    for (const code of barcodes) await giveBack(code);
    await putItBack();
    await window.until(({ outbox: { queued } }) => queued === 0);
    expect(library.asked('/loans/return').map(({ body }) => JSON.parse(body).barcode)).toEqual(barcodes);
    const applied = window.heard('outboxChanged').filter(({ row }) => row.state === 'applied');
    expect(applied.map(({ row }) => row.order?.barcode)).toEqual(barcodes);
  });

  it('a return made just when the line is back does not overtake those that wait', async () => {
    await pullThePlug();
    for (const code of ['A1', 'A2']) await giveBack(code);
    await library.server.start();
    await window.until(({ connection }) => connection.kind !== 'offline');
    await giveBack('A3');
    await window.until(({ outbox: { queued } }) => queued === 0);
    const sent = library.asked('/loans/return').map(({ body }) => JSON.parse(body).barcode);
    expect([...new Set(sent)]).toEqual(['A1', 'A2', 'A3']);
  });

  it('queued returns are sent after the desk was closed and started again', async () => {
    await pullThePlug();
    await giveBack('A1');
    await window.close();
    await library.server.start();
    window = await TestWindow.open({ folder: window.folder });
    await window.until(({ outbox: { queued } }) => queued === 0);
    expect(library.asked('/loans/return')).toHaveLength(1);
  });

  it('what the server refuses later needs attention until somebody has seen to it', async () => {
    await pullThePlug();
    await giveBack('A1');
    library.answers['POST /loans/return'] = refusal('COPY_NOT_FOUND');
    await putItBack();
    await window.until(({ outbox: { needsAttention } }) => needsAttention === 1);
    const [row] = await outbox();
    expect(row).toMatchObject({ state: 'needs_attention', problem: { code: 'COPY_NOT_FOUND' } });
    expect(row?.advice).toMatch(/scan the copy again/);

    await window.call('session.signOut', {});
    await expect(window.call('outbox.settle', { id: row?.id ?? '' })).rejects.toThrow(/sign in/);
    await window.call('session.signIn', { number: 'L1', password: 'correct horse' });
    await window.call('outbox.settle', { id: row?.id ?? '' });
    expect((await window.call('desk.state', {})).outbox.needsAttention).toBe(0);
    expect((await outbox())[0]?.state).toBe('settled');
  });

  it('a return that a newer loan has overtaken is left for a person', async () => {
    await pullThePlug();
    await giveBack('A1');
    library.answers['POST /loans/return'] = answerWith({ outcome: 'superseded' });
    await putItBack();
    await window.until(({ outbox: { needsAttention } }) => needsAttention === 1);
    expect((await outbox())[0]?.advice).toMatch(/newer loan was left alone/);
  });

  it('says so when the server no longer accepts the desk, and keeps what was returned', async () => {
    library.answers['POST /loans/return'] = refusal('NOT_SIGNED_IN');
    expect(await giveBack()).toMatchObject({ kind: 'queued' });
    const state = await window.until(({ outbox: { sentence } }) => sentence !== null);
    expect(state.outbox).toMatchObject({ queued: 1, sentence: expect.stringMatching(/set this desk up again/) });
  });

  it('sends what was kept as soon as a manager has set the desk up again', async () => {
    const accepting = library.answers['POST /loans/return'];
    library.answers['POST /loans/return'] = refusal('NOT_SIGNED_IN');
    await giveBack();
    library.answers['POST /loans/return'] = accepting ?? refusal('NOT_FOUND');
    await enrol();
    await window.until(({ outbox: { queued, sentence } }) => queued === 0 && sentence === null);
  });

  it('somebody who was signed in stays so, and nobody new can sign in', async () => {
    await pullThePlug();
    expect((await window.call('desk.state', {})).session.kind).toBe('signed_in');
    await window.call('session.signOut', {});
    expect(await window.call('session.signIn', { number: 'L1', password: 'correct horse' })).toEqual({
      kind: 'offline',
      sentence: expect.stringMatching(/returns work/),
    });
  });
});
