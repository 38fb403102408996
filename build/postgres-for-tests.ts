// Vitest's global set-up for `.pg.test.ts` files: one Postgres for all of them, and a migrated database to clone.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../sync-server/db/embedded.ts';
import { makeTemplateDatabase } from '../sync-server/db/test-database.ts';

type Cluster = { url: string; stop: () => Promise<void> };

/** Nothing here must outlive a power cut, so tests need not wait for the disk. */
const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' };

/** Uses the server that CARREL_TEST_DATABASE_URL names (as its owner), else starts one of its own. */
export default async function providePostgres(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.CARREL_TEST_DATABASE_URL;
  const cluster: Cluster = given ? { url: given, stop: async () => {} } : await startOwnCluster();
  project.provide('postgresUrl', cluster.url);
  project.provide('templateDatabase', await makeTemplateDatabase(cluster.url));
  return cluster.stop;
}

async function startOwnCluster(): Promise<Cluster> {
  const folder = await mkdtemp(join(tmpdir(), 'carrel-test-postgres-'));
  // The guard ends the cluster when its input closes: at the end of the tests, and also when they are killed.
  const guard = spawn(process.execPath, [join(import.meta.dirname, 'postgres-guard.ts'), folder], {
    stdio: ['pipe', 'ignore', 'inherit'],
    detached: true,
  });
  const { url } = await startEmbeddedPostgres({ folder, settings });
  return {
    url,
    stop: async () => {
      const ended = once(guard, 'exit');
      guard.stdin.end();
      await ended;
    },
  };
}
