import { afterAll, beforeAll, expect, test } from 'vitest';
import { testPassword } from '../../../sync-server/testing/made.ts';
import { buildTestServer, type TestServer } from '../../../sync-server/testing/server.ts';
import { layLosingLine } from '../testing/losing-line.ts';
import { TestWindow } from '../testing/test-window.ts';

let server: TestServer;
let line: Awaited<ReturnType<typeof layLosingLine>>;
let window: TestWindow;

beforeAll(async () => {
  server = await buildTestServer();
  server.clock.set(new Date().toISOString());
  line = await layLosingLine(await server.app.listen({ port: 0, host: '127.0.0.1' }));
  window = await TestWindow.open();
});
afterAll(async () => {
  await window.discard();
  line.close();
  await server.close();
});

const enrolAt = ({ id: branchId }: { id: string }) => {
  const { slug, staff } = server.library;
  const login = { serverUrl: line.url, tenant: slug, number: staff.admin.number, password: testPassword };
  return window.call('desk.enrol', { ...login, branchId, name: 'Desk' });
};
const unsent = async () => (await window.call('stocktakes.counting', {})).counting?.unsent;

test('a desk moves to another branch once all that it counted has gone up, and counts there no more', async () => {
  const { branches, staff } = server.library;
  await enrolAt(branches.main);
  await window.until(({ connection }) => connection.kind === 'live', 30_000);
  await window.call('session.signIn', { number: staff.manager.number, password: testPassword });
  const opened = await window.call('stocktakes.open', {});
  expect(opened.kind).toBe('done');

  line.loseAnswersTo('/scans', 1000);
  await window.call('stocktakes.scan', { barcode: '39999999999999' });
  expect(await enrolAt(branches.harbour)).toMatchObject({ kind: 'refused', problem: { code: 'OUTBOX_NOT_EMPTY' } });

  line.loseNothing();
  await expect.poll(unsent, { timeout: 20_000 }).toBe(0);
  expect(await enrolAt(branches.harbour)).toMatchObject({ kind: 'done' });
  expect(await window.call('stocktakes.counting', {})).toEqual({ counting: null });
  await expect(window.call('stocktakes.scan', { barcode: '39999999999998' })).rejects.toThrow(/takes part in no count/);
});
