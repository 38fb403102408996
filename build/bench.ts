// `npm run bench`: speed as ratios against floors that are measured in the same run on the same machine.
//   npm run bench -- circulation search     only these
//   CARREL_BENCH_BOOKS=50000 npm run bench  a smaller library (default: 1,000,000 books and 5,000,000 copies)
//   CARREL_BENCH_DATA=<folder>              where that library is kept for the next run
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../sync-server/db/embedded.ts';
import { migrate } from '../sync-server/db/migrate.ts';
import { fillBigLibrary } from './bench/big-library.ts';
import { benchCacheSearch } from './bench/cache-search.ts';
import { benchCirculation } from './bench/circulation.ts';
import { benchColdSync } from './bench/cold-sync.ts';
import { benchDesks } from './bench/desks.ts';
import { benchHolds } from './bench/holds.ts';
import { benchNightlyJobs } from './bench/nightly-jobs.ts';
import { benchOverload } from './bench/overload.ts';
import { benchSearch } from './bench/search.ts';
import { type ServedLibrary, serveLibrary } from './bench/served-library.ts';
import { benchStocktake } from './bench/stocktake.ts';

const served: Record<string, (library: ServedLibrary) => Promise<void>> = {
  circulation: benchCirculation,
  holds: benchHolds,
  jobs: benchNightlyJobs,
  search: benchSearch,
  stocktake: benchStocktake,
  'cold-sync': benchColdSync,
  desks: benchDesks,
  overload: benchOverload,
};
const alone: Record<string, () => void> = { 'cache-search': benchCacheSearch };

const wanted = process.argv.slice(2);
const isWanted = (name: string) => wanted.length === 0 || wanted.includes(name);
const say = (sentence: string) => process.stderr.write(`${sentence}\n`);

const unknown = wanted.filter((name) => !(name in served || name in alone));
if (unknown.length > 0) {
  say(
    `There is no bench called ${unknown.join(', ')}; there are ${[...Object.keys(served), ...Object.keys(alone)].join(', ')}.`,
  );
  process.exit(1);
}

say(`${cpus().length} × ${cpus()[0]?.model ?? 'an unknown processor'}, Node ${process.version}`);
for (const [name, bench] of Object.entries(alone)) if (isWanted(name)) bench();
if (Object.keys(served).some(isWanted)) await benchServed();

async function benchServed(): Promise<void> {
  const books = Number(process.env.CARREL_BENCH_BOOKS ?? 1_000_000);
  const folder = process.env.CARREL_BENCH_DATA ?? join(tmpdir(), `carrel-bench-${books}`);
  const size = {
    books,
    branches: Math.max(2, Math.round(books / 20_000)),
    members: Math.max(25_000, Math.round(books / 10)),
  };
  // Durable as in earnest; only memory, and room for all benches of a run, are set, as an operator would.
  const settings = { shared_buffers: '512MB', max_wal_size: '4GB', max_connections: '300' };
  const postgres = await startEmbeddedPostgres({ folder, settings, say });
  try {
    await migrate(postgres.url);
    await fillBigLibrary(postgres.url, { size, say });
    const library = await serveLibrary(postgres.url);
    try {
      for (const [name, bench] of Object.entries(served)) if (isWanted(name)) await bench(library);
    } finally {
      await library.stop();
    }
  } finally {
    await postgres.stop();
  }
}
