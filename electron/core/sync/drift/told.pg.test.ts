import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testPassword } from '../../../../sync-server/testing/made.ts';
import { startTestProcess } from '../../../../sync-server/testing/process.ts';
import { byHand } from '../../cache/testing/by-hand.ts';
import { type Clock, systemClock } from '../../clock.ts';
import { sentences } from '../../sentences.ts';
import { TestWindow } from '../../testing/test-window.ts';
import { usualTimings } from '../timings.ts';

// A whole desk and a server process: whoever runs the server hears of a cache that was wrong, and whoever stands at the
// desk does too.

let server: Awaited<ReturnType<typeof startTestProcess>>;
let window: TestWindow;
/** By how much the desk's clock is ahead. */
let ahead = 0;
const clock: Clock = {
  ...systemClock,
  now: () => new Date(Date.now() + ahead),
  // A branch of one copy is loaded afresh sooner than what changes together is told: here each change is told.
  after: (ms, task) => systemClock.after(ms < 100 ? 0 : ms, task),
};
beforeAll(async () => {
  server = await startTestProcess();
  await server.library.aCopy();
  window = await TestWindow.open({ clock });
  const { slug, staff, branches } = server.library;
  const login = { serverUrl: server.url, tenant: slug, number: staff.admin.number, password: testPassword };
  await window.call('desk.enrol', { ...login, branchId: branches.main.id, name: 'Desk' });
  await window.until(({ connection }) => connection.kind === 'live', 30_000);
});
afterAll(async () => {
  await window.discard();
  await server.discard();
});

const counted = async () => {
  const answer = await fetch(`${server.url}/metrics`);
  return /^carrel_desk_drift_total (\d+)$/m.exec(await answer.text())?.[1];
};

it('a drift is told to the server and at the desk', { timeout: 120_000 }, async () => {
  expect(await counted()).toBe('0');
  byHand(join(window.folder, 'cache'), `UPDATE copies SET shelf = 'moved by hand'`);
  ahead = 48 * 3_600_000;
  await expect.poll(counted, { timeout: usualTimings.pollMs + 30_000 }).toBe('1');
  const [line, ...more] = server.log().filter(({ msg }) => msg === 'a desk found its cache to be wrong');
  expect(more).toEqual([]);
  expect(line).toMatchObject({
    branchId: server.library.branches.main.id,
    by: { kind: 'desk' },
    drift: { kind: 'rows', after: null, upTo: null, copiesHere: 1, copiesThere: 1 },
  });
  const reasons = () => window.heard('state').flatMap(({ cache }) => (cache.kind === 'loading' ? [cache.reason] : []));
  await expect.poll(reasons).toContain(sentences.loadDrifted);
  await window.until(({ cache }) => cache.kind === 'ready');
});
