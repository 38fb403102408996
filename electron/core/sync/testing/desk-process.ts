// A desk's cache and sync as a process of its own, for tests that kill it: node desk-process.ts <server> <folder>
import { mainBranch, openMain } from '../../cache/testing/builders.ts';
import { startSync } from '../start-sync.ts';
import { quick } from './quick-timings.ts';

const [serverUrl = '', dir = ''] = process.argv.slice(2);
startSync({
  cache: openMain(dir),
  serverUrl,
  branchId: mainBranch,
  deskKey: 'key-1',
  now: () => new Date(),
  timings: quick,
  onConnection: () => {},
  onChanged: () => {},
  // So that the test knows that it is at work.
  onCacheState: ({ kind }) => console.log(kind),
});
