// A library to measure with: by default a million books, five million copies, fifty branches. Everything is reckoned
// from the number of the row, so two runs make the same library. `node build/bench/big-library.ts` fills a Postgres
// under CARREL_BENCH_DATA (default: a folder beside the system's temporary files) and keeps it.
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { defaultTerms } from '#shared/contract/policy.ts';
import { DEFAULT_BARCODE_PATTERNS } from '#shared/contract/scan.ts';
import { startEmbeddedPostgres } from '../../sync-server/db/embedded.ts';
import { migrate } from '../../sync-server/db/migrate.ts';
import { statements, tidy, tools } from './big-library-sql.ts';
import { commonWords, syllables } from './big-library-words.ts';
import { loadInBulk } from './bulk-load.ts';

export type BigLibrarySize = { books: number; branches: number; members: number };
const million: BigLibrarySize = { books: 1_000_000, branches: 50, members: 100_000 };

/** The one tenant of the big library. */
export const bigTenantId = '0190a000-0000-7000-8000-000000000001';

/** The settings that a load of millions wants; durability is not being measured here. */
export const loadSettings = { shared_buffers: '512MB', max_wal_size: '8GB', synchronous_commit: 'off' };

/**
 * Fills a migrated, empty database with a library of `size`; does nothing when it is there already. About five copies
 * a book (1 to 9), a tenth of them on loan. The connection must be a superuser's: triggers are off while it loads, and
 * search rows are written in bulk from the same view that the triggers use.
 */
export async function fillBigLibrary(
  ownerUrl: string,
  { size = million, say = () => {} }: { size?: BigLibrarySize; say?: (sentence: string) => void } = {},
): Promise<void> {
  const client = new pg.Client(ownerUrl);
  await client.connect();
  try {
    const there = await client.query('select from tenants where id = $1', [bigTenantId]);
    if (there.rowCount) return;
    await client.query('begin');
    await client.query(`set local session_replication_role = replica; set local work_mem = '256MB';
      set local maintenance_work_mem = '1GB'; set local synchronous_commit = off`);
    await makeTools(client);
    await addLibrary(client, size);
    for (const { table, sentence, text } of statements(bigTenantId, size)) {
      const began = Date.now();
      await loadInBulk(client, table, () => client.query(text));
      say(`${sentence}: ${Math.round((Date.now() - began) / 1000)} s`);
    }
    await client.query(tidy);
    await client.query('commit');
    await client.query('vacuum (analyze) books, copies, book_search, search_words, loans, members');
  } finally {
    await client.end();
  }
}

async function makeTools(client: pg.Client): Promise<void> {
  await client.query(tools);
  await client.query('insert into big.common_words select * from unnest($1::text[]) with ordinality', [commonWords]);
  await client.query('insert into big.syllables select * from unnest($1::text[]) with ordinality', [syllables]);
}

async function addLibrary(client: pg.Client, { branches }: BigLibrarySize): Promise<void> {
  await client.query(
    `insert into tenants (id, slug, name, currency, barcode_patterns) values ($1, 'big', 'The big library', 'USD', $2)`,
    [bigTenantId, JSON.stringify(DEFAULT_BARCODE_PATTERNS)],
  );
  const nineToSix = [...Array(6).fill({ opens: '09:00', closes: '18:00' }), null];
  await client.query(
    `insert into branches (tenant_id, id, code, name, time_zone, opening_hours)
     select $1, big.id('branch', n), 'B' || n, 'Branch ' || n, 'UTC', $3 from generate_series(1, $2::integer) n`,
    [bigTenantId, branches, JSON.stringify(nineToSix)],
  );
  await client.query(`insert into policies (tenant_id, id, terms) values ($1, big.id('policy', 1), $2)`, [
    bigTenantId,
    JSON.stringify(defaultTerms),
  ]);
}

if (import.meta.main) {
  const folder = process.env.CARREL_BENCH_DATA ?? join(tmpdir(), 'carrel-bench');
  const say = (sentence: string) => process.stderr.write(`${sentence}\n`);
  const postgres = await startEmbeddedPostgres({ folder, settings: loadSettings, say });
  await migrate(postgres.url);
  await fillBigLibrary(postgres.url, { say });
  await postgres.stop();
}
