import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { type SnapshotLine, SnapshotLine as SnapshotLineSchema } from '#shared/contract/sync.ts';
import { openCache } from '../../electron/core/cache/cache.ts';
import { startSync } from '../../electron/core/sync/start-sync.ts';
import { bigTenantId } from './big-library.ts';
import { insertRawBook, insertRawCopy, rawIndexes, rawTables } from './raw-cache-sql.ts';
import type { ServedLibrary } from './served-library.ts';
import { printTable, ratio } from './table.ts';

type Desk = { branchId: string; key: string };

/** A new desk's first load — Postgres, server, wire, cache with its search index — against raw SQLite. */
export async function benchColdSync(library: ServedLibrary): Promise<void> {
  const desk = await enrolDesk(library);
  const folder = mkdtempSync(join(tmpdir(), 'carrel-bench-desk-'));
  try {
    const rows = await readSnapshot(library.url, desk);
    const seconds: { floor: number; ours: number }[] = [];
    for (let round = 0; round < 3; round++) {
      const floor = loadRaw(join(folder, `raw-${round}.sqlite`), rows);
      const ours = await loadDesk(library.url, desk, join(folder, `desk-${round}`));
      seconds.push({ floor, ours });
    }
    const best = (which: 'floor' | 'ours') => Math.min(...seconds.map((pair) => pair[which]));
    const copies = rows.filter((row) => 'copy' in row).length;
    const cells = [String(copies), `${best('floor').toFixed(2)} s`, `${best('ours').toFixed(2)} s`];
    const head = ['copies', 'raw SQLite with FTS5', 'cold sync, end to end', 'sync ÷ raw'];
    printTable('Cold sync (best of three)', head, [[...cells, ratio(best('ours') / best('floor'))]]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function enrolDesk({ url, token, owner }: ServedLibrary): Promise<Desk> {
  const { rows } = await owner.query<{ id: string }>(
    `select home_branch_id as id from copies where tenant_id = $1 group by 1 order by abs(count(*) - 100000) limit 1`,
    [bigTenantId],
  );
  const branchId = rows[0]?.id ?? '';
  const answer = await fetch(`${url}/api/v1/desks`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ branchId, name: 'Bench desk' }),
  });
  return { branchId, key: z.object({ key: z.string() }).parse(await answer.json()).key };
}

async function readSnapshot(url: string, desk: Desk): Promise<SnapshotLine[]> {
  const answer = await fetch(`${url}/api/v1/sync/branches/${desk.branchId}/snapshot`, {
    headers: { authorization: `Desk ${desk.key}` },
  });
  const text = await answer.text();
  return text
    .trim()
    .split('\n')
    .map((line) => SnapshotLineSchema.parse(JSON.parse(line)));
}

/** @returns seconds */
function loadRaw(file: string, rows: readonly SnapshotLine[]): number {
  const began = performance.now();
  const database = new Database(file);
  database.exec(rawTables);
  const [book, copy] = [database.prepare(insertRawBook), database.prepare(insertRawCopy)];
  database.exec('begin');
  for (const row of rows) {
    if ('book' in row) {
      const { authors, subjects, id, isbn, title, subtitle, publisher, year, language } = row.book;
      const [people, about] = [JSON.stringify(authors), JSON.stringify(subjects)];
      book.run(id, isbn, title, subtitle, people, publisher, year, language, about);
    } else if ('copy' in row) copy.run(...Object.values(row.copy));
  }
  database.exec(rawIndexes);
  database.exec('commit');
  database.close();
  return (performance.now() - began) / 1000;
}

/** @returns seconds until the desk says that its cache is ready */
async function loadDesk(serverUrl: string, { branchId, key }: Desk, dir: string): Promise<number> {
  const now = () => new Date();
  const began = performance.now();
  const cache = openCache({ dir, tenant: 'big', branchId, now });
  const ready = Promise.withResolvers<void>();
  const sync = startSync({
    cache,
    serverUrl,
    branchId,
    deskKey: key,
    now,
    onConnection: () => {},
    onChanged: () => {},
    onCacheState: (state) => state.kind === 'ready' && state.copies > 0 && ready.resolve(),
  });
  await ready.promise;
  const took = (performance.now() - began) / 1000;
  await sync.stop();
  cache.close();
  return took;
}
