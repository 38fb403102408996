// Checks the rules on source files over the whole tree: node build/check-sources.ts
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findBreaches } from './source-rules.ts';

const root = join(import.meta.dirname, '..');

/** What git knows or would add, so that builds and packages are left out. */
const paths = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => /\.(ts|tsx|js|cjs|css)$/.test(path) && existsSync(join(root, path)));

const breaches = findBreaches(paths.map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') })));
for (const { path, line, sentence } of breaches) console.error(`${path}:${line} ${sentence}`);
console.log(`${paths.length} source files looked at, ${breaches.length} breaches.`);
process.exitCode = breaches.length > 0 ? 1 : 0;
