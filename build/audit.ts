// `npm run audit`: asks the registry's advisory database about every package that the desk and the server run with. It
// fails over a high or critical advisory; where there is no such database, or no network, it says so and passes.
import { spawnSync } from 'node:child_process';
import { judgeAudit } from './audit/judge-audit.ts';
import { root } from './places.ts';

const asked = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
  cwd: root,
  encoding: 'utf8',
  timeout: 120_000,
  shell: process.platform === 'win32',
});
const verdict = judgeAudit(asked.stdout ?? '');

if (verdict.kind === 'clean') console.log('No grave advisory is known for the packages that are shipped.');
if (verdict.kind === 'skipped') console.log(`Skipped: no advisory database could be asked. ${verdict.reason}`);
if (verdict.kind === 'found') {
  console.error(`Packages with grave advisories:\n${verdict.advisories.join('\n')}`);
  process.exitCode = 1;
}
