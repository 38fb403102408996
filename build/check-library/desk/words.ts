import type { Unusable } from '../../../electron/core/cache/file-on-disk.ts';
import type { LoadProgress, Meta } from '../../../electron/core/cache/meta.ts';
import type { Refusal } from '../../../sync-server/http/refusal.ts';
import type { DeskReport } from './check-desk.ts';
import type { Comparison } from './compare.ts';

/** Why a file of a desk could not be looked into, and what to do. */
export function unusable(what: 'cache' | 'outbox', { kind, detail }: Unusable): string {
  const mended =
    what === 'cache'
      ? 'The desk sets it aside when it next reads it, and fetches its branch afresh.'
      : 'The desk sets it aside when it next starts, and carries over what can be read of it.';
  return {
    missing: `There is no ${what} file ${detail}.`,
    damaged: `The ${what} file is damaged (${detail}). ${mended}`,
    foreign: `This is no ${what} file of a desk (${detail}).`,
    newer: `The ${what} file was written by a newer Carrel (${detail}). Check it with that one.`,
    older: `The ${what} file was written by an older Carrel (${detail}). Start the desk once with this one, then check it.`,
  }[kind];
}

const reasons = new Map<unknown, string>([
  [
    'epoch',
    'The cache is of another feed than this database’s: it was restored or moved since, or this is another one.',
  ],
  ['ahead', 'The cache is ahead of this database, which was put back to an earlier day.'],
  ['protocol', 'The cache follows another version of the feed.'],
]);

/** Why a sound cache cannot be compared with the database. */
export const notComparable = {
  empty: 'Nothing was ever loaded into this cache. Let the desk reach its server, then check it.',
  loading: ({ done, counts }: LoadProgress) =>
    `This cache is still being loaded (${done} of ${counts.books + counts.copies} rows). Check it when the desk says Live.`,
  otherLibrary: (slug: string | undefined) => `This cache is of the library “${slug}”, which is not in this database.`,
  refused: ({ code, message, details }: Refusal) =>
    code === 'CURSOR_EXPIRED'
      ? `${reasons.get(details.facts?.reason) ?? message} Nothing can be compared; the desk fetches its branch afresh as soon as it reaches its server.`
      : `Nothing can be compared: ${message}`,
};

/** What a comparison came to. */
export function inOtherWords({ tenant, branchId, caughtUpAt }: Meta, compared: Comparison): DeskReport {
  const { books, copies, newer, findings } = compared;
  const whose = `Cache of a desk of ${tenant} (branch ${branchId}): ${books} books and ${copies} copies, as of ${caughtUpAt}.`;
  const later = `${newer} rows have changed at the server since; the desk may not have heard of them yet.`;
  const verdict =
    findings.length === 0
      ? 'Everything else in it is as the server has it.'
      : 'It is not what the server had then. Choose “Load the catalogue afresh” in the desk’s Settings, and report this.';
  return { isSound: findings.length === 0, lines: [whose, later, verdict, ...findings.map((line) => `  ${line}`)] };
}
