// Vitest's set-up of each test file: what is said on the console goes into the gathered logs as well, when `npm test`
// gathers them. A desk that a test runs in its own process says there what it would say in its log.
import { format } from 'node:util';
import { keptLog } from '../../sync-server/testing/kept-log.ts';

const kept = keptLog('console');
if (kept) {
  for (const level of ['debug', 'log', 'info', 'warn', 'error'] as const) {
    const say = console[level];
    console[level] = (...words: unknown[]) => {
      kept.write(`${format(...words)}\n`);
      say(...words);
    };
  }
}
