import { sql } from '../db/sql.ts';

export const insertFamily = sql(
  'auth.insert_family',
  `insert into session_families (tenant_id, id, person_kind, person_id, token_hash, created_at, expires_at)
   values ($1, $2, $3, $4, $5, $6, $7)`,
);

export type FamilyRow = {
  person_kind: 'staff' | 'member';
  person_id: string;
  token_hash: Buffer;
  generation: number;
  expires_at: string;
  ended_at: string | null;
};

const columns = 'person_kind, person_id, token_hash, generation, expires_at, ended_at';

export const readFamily = sql<FamilyRow>(
  'auth.read_family',
  `select ${columns} from session_families where tenant_id = $1 and id = $2`,
);

export const lockFamily = sql<FamilyRow>(
  'auth.lock_family',
  `select ${columns} from session_families where tenant_id = $1 and id = $2 for no key update`,
);

export const rotateFamily = sql(
  'auth.rotate_family',
  `update session_families set token_hash = $3, generation = $4, expires_at = $5 where tenant_id = $1 and id = $2`,
);

export const endFamily = sql<{ id: string }>(
  'auth.end_family',
  `update session_families set ended_at = $3 where tenant_id = $1 and id = $2 and ended_at is null returning id`,
);

export const endFamiliesOf = sql(
  'auth.end_families_of',
  `update session_families set ended_at = $5
   where tenant_id = $1 and person_kind = $2 and person_id = $3 and id is distinct from $4 and ended_at is null`,
);

export const familiesEndedSince = sql<{ id: string }>(
  'auth.families_ended_since',
  'select id from families_ended_since($1) id',
);

/** Counts one more attempt under both keys, in the order given, and begins a new window where the old one is over. */
export const countAttempt = sql<{ key: Buffer; failures: number; window_ends_at: string }>(
  'auth.count_attempt',
  `insert into sign_in_failures (key, failures, window_ends_at) values ($1, 1, $3), ($2, 1, $3)
   on conflict (key) do update set
     failures = case when sign_in_failures.window_ends_at <= $4 then 1 else sign_in_failures.failures + 1 end,
     window_ends_at = case when sign_in_failures.window_ends_at <= $4 then $3 else sign_in_failures.window_ends_at end
   returning key, failures, window_ends_at`,
);

export const takeBackAttempt = sql(
  'auth.take_back_attempt',
  'update sign_in_failures set failures = failures - 1 where key = $1 and failures > 0',
);

/** Forgets the failures under a key, and sweeps a few of those whose time is over. */
export const forgetFailures = sql(
  'auth.forget_failures',
  `delete from sign_in_failures where key = $1 or key in (
     select key from sign_in_failures where window_ends_at < $2 limit 20 for update skip locked
   )`,
);
