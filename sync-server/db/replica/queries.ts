import { sql } from '../sql.ts';

/** Where the primary has come to: whatever was committed before this answer lies before this place. */
export const writtenPlace = sql<{ place: string }>(
  'replica.written',
  'select pg_current_wal_insert_lsn()::text as place',
);

/** Up to where a standby shows what the primary wrote; null on a server that is none. */
export const shownPlace = sql<{ place: string | null }>(
  'replica.shown',
  'select pg_last_wal_replay_lsn()::text as place',
);
