import { cpSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { CacheState, Connection } from '#shared/contract/desk.ts';
import type { Drift, SyncBook, SyncCopy } from '#shared/contract/sync.ts';
import type { Cache } from '../../cache/cache.ts';
import { mainBranch, openMain } from '../../cache/testing/builders.ts';
import { aFolder } from '../../cache/testing/folders.ts';
import { type Sync, type SyncOptions, startSync } from '../start-sync.ts';
import type { FeedServer } from './feed-server.ts';
import { quick } from './quick-timings.ts';

/** A desk's cache that follows a server, with everything that it said of itself. */
export class TestDesk {
  readonly dir: string;
  readonly cache: Cache;
  readonly sync: Sync;
  readonly connections: Connection[] = [];
  readonly states: CacheState[] = [];
  readonly troubles: (string | null)[] = [];
  readonly drifts: Drift[] = [];
  changes = 0;

  constructor(
    server: Pick<FeedServer, 'url'>,
    given: Partial<SyncOptions> & { dir?: string; prepare?: (cache: Cache) => void } = {},
  ) {
    this.dir = given.dir ?? aFolder();
    this.cache = openMain(this.dir);
    given.prepare?.(this.cache);
    this.sync = startSync({
      cache: this.cache,
      serverUrl: server.url,
      branchId: mainBranch,
      deskKey: 'key-1',
      now: () => new Date(),
      timings: quick,
      onConnection: (connection) => this.connections.push(connection),
      onCacheState: (state) => this.states.push(state),
      onChanged: () => this.changes++,
      onTrouble: (sentence) => this.troubles.push(sentence),
      onDrift: (drift) => this.drifts.push(drift),
      ...given,
    });
  }

  get connection(): Connection | undefined {
    return this.connections.at(-1);
  }

  get state(): CacheState | undefined {
    return this.states.at(-1);
  }

  reasons(): string[] {
    return [...new Set(this.states.flatMap((state) => (state.kind === 'loading' ? [state.reason] : [])))];
  }

  async stop(): Promise<void> {
    await this.sync.stop();
    this.cache.close();
  }

  /** The folder as a kill -9 at this moment would leave it. */
  folderAsKilled(): string {
    const copy = aFolder();
    cpSync(this.dir, copy, { recursive: true });
    return copy;
  }
}

/** Waits until something holds; fails with what was expected when it takes too long. */
export async function until(what: string, holds: () => boolean, patienceMs = 20_000): Promise<void> {
  const end = Date.now() + patienceMs;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`Waited ${patienceMs} ms in vain until ${what}.`);
    await pause(5);
  }
}

/** All that a cache holds, by id. */
export function contentOf(cache: Cache): { books: SyncBook[]; copies: SyncCopy[] } {
  const rows = cache.reader.search('', 0, 100_000).rows;
  const books = rows.map(({ copies: _copies, available: _available, ...book }) => book);
  const copies = books.flatMap(({ id }) => cache.reader.copies(id));
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
  return { books: books.sort(byId), copies: copies.sort(byId) };
}
