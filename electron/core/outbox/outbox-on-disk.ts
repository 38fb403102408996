import type { Database } from 'better-sqlite3';
import { asDamage, openOnDisk, type Unusable } from '../cache/file-on-disk.ts';
import { applicationId, schemaVersion } from './database.ts';
import { StocktakeScans } from './stocktake-scans.ts';
import { outboxRow } from './stored-row.ts';

/** What lies in a desk's outbox, for whoever asks about the desk. */
export type OutboxOnDisk = {
  kind: 'sound';
  /** Observations and scans of a count that are still to be sent, and since when the oldest of them lies there. */
  queued: number;
  since: string | null;
  needsAttention: number;
  /** Sequence numbers of entries that can no longer be read. */
  unreadable: number[];
};

/** Looks at the outbox as it is on a desk's disk. */
export function lookAtOutbox(path: string): OutboxOnDisk | Unusable {
  const file = openOnDisk(path, { applicationId, schemaVersion });
  if (file.kind !== 'sound') return file;
  try {
    return contentOf(file.database);
  } catch (error) {
    return asDamage(error);
  } finally {
    file.close();
  }
}

function contentOf(database: Database): OutboxOnDisk {
  const scans = new StocktakeScans(database).unsent();
  const found: OutboxOnDisk = { kind: 'sound', needsAttention: 0, unreadable: [], ...scans };
  for (const stored of database.prepare('SELECT * FROM observation ORDER BY sequence').iterate()) {
    const { kind, state, sequence, observedAt } = outboxRow(stored);
    if (kind === 'unreadable') found.unreadable.push(sequence);
    if (state === 'needs_attention') found.needsAttention += 1;
    if (state !== 'queued') continue;
    found.queued += 1;
    if (found.since === null || observedAt < found.since) found.since = observedAt;
  }
  return found;
}
