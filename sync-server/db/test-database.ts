import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { type Database, openDatabase } from './database.ts';
import { migrate } from './migrate.ts';
import { serverUrl } from './roles.ts';
import { ownersPool } from './testing/owners-pool.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The owner's connection string of the cluster that all tests share. */
    postgresUrl: string;
    /** A migrated, empty database to clone. */
    templateDatabase: string;
  }
}

const inDatabase = (url: string, name: string) => Object.assign(new URL(url), { pathname: `/${name}` }).toString();

async function asOwner(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

/** Makes the database that every test file clones; migrations run once for the whole run. */
export async function makeTemplateDatabase(clusterUrl: string): Promise<string> {
  const name = `template_${randomBytes(6).toString('hex')}`;
  await asOwner(clusterUrl, (client) => client.query(`create database ${name}`));
  await migrate(inDatabase(clusterUrl, name));
  return name;
}

export type TestDatabase = {
  /** For raw SQL that looks behind the server's back. */
  ownerUrl: string;
  serverUrl: string;
  /** As the server sees it: the role that cannot bypass row-level security. */
  database: Database;
  /** Raw SQL as the owner. */
  owner: pg.Pool;
  drop(): Promise<void>;
};

/** A fresh, migrated database of one's own; cloning a template takes a fraction of migrating. */
export async function testDatabase(): Promise<TestDatabase> {
  const clusterUrl = inject('postgresUrl');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asOwner(clusterUrl, (client) => client.query(`create database ${name} template ${inject('templateDatabase')}`));
  const ownerUrl = inDatabase(clusterUrl, name);
  const database = openDatabase({ url: serverUrl(ownerUrl), max: 20 });
  const owner = ownersPool(ownerUrl, 4);
  return {
    ownerUrl,
    serverUrl: serverUrl(ownerUrl),
    database,
    owner,
    drop: async () => {
      await Promise.all([database.close(), owner.end()]);
      await asOwner(clusterUrl, (client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
}
