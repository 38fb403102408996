// Checks the rules on source files over the whole tree: node build/checks/check-sources.ts
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from '../places.ts';
import { findBreaches } from './source-rules.ts';

const paths = globSync('{build,electron,renderer,shared,sync-server}/**/*.{ts,tsx,js,cjs,css}', {
  cwd: root,
  exclude: (path) => basename(path) === 'dist',
});

const breaches = findBreaches(paths.map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') })));
for (const { path, line, sentence } of breaches) console.error(`${path}:${line} ${sentence}`);
console.log(`${paths.length} source files looked at, ${breaches.length} breaches.`);
process.exitCode = breaches.length > 0 ? 1 : 0;
