import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultTerms } from '#shared/contract/policy.ts';
import { mainBranch } from '../cache/testing/builders.ts';
import { json, refusal } from '../testing/answering-server.ts';
import { enrolledWindow, login } from '../testing/enrolled-window.ts';
import { LibraryServer } from '../testing/library-server.ts';
import type { TestWindow } from '../testing/test-window.ts';

let library: LibraryServer;
let window: TestWindow;
const closures = `/branches/${mainBranch}/closures`;
const everything = { ...defaultTerms, category: null, itemType: null, branchId: null };
const id = '0199a8e0-0000-7000-8000-0000000000b1';

beforeEach(async () => {
  library = new LibraryServer();
  library.stock(1);
  await library.server.start();
  window = await enrolledWindow(library);
  await window.call('session.signIn', login);
});
afterEach(async () => {
  library.server.stop();
  await window.discard();
});

describe('the rules', () => {
  it('are read with every branch that they may name', async () => {
    library.answers['GET /policies'] = json(200, { version: 3, policies: [{ ...everything, id }] });
    const outcome = await window.call('policies.read', {});
    expect(outcome).toMatchObject({
      kind: 'done',
      answer: { version: 3, policies: [{ id }], branches: [{ id: mainBranch }] },
    });
  });

  it('come back as a refusal, with its facts, where somebody else was quicker', async () => {
    library.answers['PUT /policies'] = refusal('POLICY_CHANGED');
    const outcome = await window.call('policies.replace', { version: 3, policies: [everything] });
    expect(outcome).toMatchObject({ kind: 'refused', problem: { code: 'POLICY_CHANGED' } });
  });

  it('are not changed while the line is down, now or later', async () => {
    library.server.stop();
    await window.until((state) => state.connection.kind === 'offline');
    const outcome = await window.call('policies.replace', { version: 3, policies: [everything] });
    expect(outcome).toMatchObject({ kind: 'offline', sentence: expect.stringMatching(/line/) });
    expect((await window.call('outbox.list', { offset: 0, limit: 10 })).total).toBe(0);
  });
});

describe('the closed days', () => {
  it('are changed on top of what another manager closed meanwhile', async () => {
    const theirs = { date: '2026-12-24', reason: 'Christmas Eve' };
    const gone = { date: '2026-12-27', reason: 'Inventory' };
    const ours = { date: '2027-01-01', reason: 'New Year' };
    library.answers[`GET ${closures}`] = json(200, { closures: [theirs, gone] });
    library.answers[`PUT ${closures}`] = (request, response, body) =>
      json(200, JSON.parse(body))(request, response, body);
    const change = { branchId: mainBranch, close: [ours], open: [gone.date] };
    expect(await window.call('policies.changeClosures', change)).toEqual({
      kind: 'done',
      answer: { closures: [theirs, ours] },
    });
  });
});
