// What everything logs while the tests run, gathered in one folder and searched at the end for what no log may hold.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { type Leak, leaksIn } from './leaks.ts';
import type { Outcome } from './outcome.ts';

/** Whose logs are gathered, by how their files' names begin; without any of them the search would prove nothing. */
const kinds = ['server', 'process', 'console', 'desk'] as const;
export type LogKind = (typeof kinds)[number];

const shown = 20;

/** From now on all that this process starts logs into a folder; sync-server/testing/kept-log.ts knows it by its variable. */
export function gatherLogs(): string {
  const folder = mkdtempSync(join(tmpdir(), 'carrel-test-logs-'));
  process.env.CARREL_TEST_LOGS = folder;
  return folder;
}

/** Fails over each line that says whom it was about, and where there is nothing to search. The folder is then kept. */
export function searchLogs(folder: string, wanted: readonly LogKind[] = kinds, say = console.log): Outcome {
  const files = readdirSync(folder);
  const missing = wanted.filter((kind) => !files.some((file) => file.startsWith(`${kind}-`) && file.endsWith('.log')));
  for (const kind of missing) say(`No log of a ${kind} was gathered.`);
  const known = new Set(
    files.filter((file) => file.endsWith('.jsonl')).flatMap((file) => valuesIn(join(folder, file))),
  );
  const logs = files.filter((file) => file.endsWith('.log'));
  const leaks = logs.flatMap((file) =>
    leaksIn(readFileSync(join(folder, file), 'utf8'), known).map((leak) => ({ file, ...leak })),
  );
  for (const leak of leaks.slice(0, shown)) say(inWords(leak));
  const failed = missing.length + leaks.length;
  if (failed > 0) say(`${leaks.length} lines of the logs say too much. They are in ${folder}.`);
  else rmSync(folder, { recursive: true });
  say(`${logs.length} logs searched for ${known.size} names, numbers and secrets.`);
  return { passed: failed > 0 ? 0 : 1, failed, skipped: 0 };
}

const valuesIn = (file: string): string[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => z.string().parse(JSON.parse(line)));

const inWords = ({ file, what, line }: Leak & { file: string }) => `${file} holds ${what}:\n    ${line.slice(0, 300)}`;
