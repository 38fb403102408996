// Vitest's global set-up for `.pg.test.ts` files: one Postgres for all of them, and a migrated database to clone.
import type { TestProject } from 'vitest/node';
import { makeTemplateDatabase } from '../../sync-server/db/test-database.ts';
import { startThrowawayPostgres, type ThrowawayPostgres } from './throwaway-postgres.ts';

/** Uses the server that CARREL_TEST_DATABASE_URL names (as its owner), else starts one of its own. */
export default async function providePostgres(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.CARREL_TEST_DATABASE_URL;
  const cluster: ThrowawayPostgres = given ? { url: given, stop: async () => {} } : await startThrowawayPostgres();
  project.provide('postgresUrl', cluster.url);
  project.provide('templateDatabase', await makeTemplateDatabase(cluster.url));
  return cluster.stop;
}
