import { mainBranch } from '../cache/testing/builders.ts';
import type { LibraryServer } from './library-server.ts';
import { TestWindow } from './test-window.ts';

/** Ada, who may set up desks; the library's server lets anybody in. */
export const login = { number: 'L1', password: 'correct horse' };

/** The window of a new desk of the library: enrolled, live, and with its catalogue. Nobody is signed in. */
export async function enrolledWindow({ server }: LibraryServer): Promise<TestWindow> {
  const window = await TestWindow.open();
  const manager = { serverUrl: server.url, tenant: 'riverbend', ...login };
  await window.call('desk.enrol', { ...manager, branchId: mainBranch, name: 'Desk 1' });
  await window.until(({ connection, cache }) => connection.kind === 'live' && cache.kind === 'ready');
  return window;
}
