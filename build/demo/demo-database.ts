import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../sync-server/db/embedded.ts';

export type DemoDatabase = EmbeddedPostgres & {
  /** The demo library in it is whole: from now on it is kept. */
  keep: () => void;
};

/** The demo's own Postgres. A library that a first start left half made is thrown away, so that it is made anew. */
export async function startDemoDatabase(folder: string, say: (sentence: string) => void): Promise<DemoDatabase> {
  mkdirSync(folder, { recursive: true });
  const halfMade = join(folder, 'demo-half-made');
  const wasCutOff = existsSync(halfMade);
  if (!existsSync(join(folder, 'postgres'))) writeFileSync(halfMade, '');
  const postgres = await startEmbeddedPostgres({ folder, say });
  if (wasCutOff) {
    say('The demo library was cut off while it was made; it is made anew.');
    await emptyDatabase(postgres.url);
  }
  return { ...postgres, keep: () => rmSync(halfMade, { force: true }) };
}

async function emptyDatabase(url: string): Promise<void> {
  const name = new URL(url).pathname.slice(1);
  const client = new pg.Client(Object.assign(new URL(url), { pathname: '/postgres' }).toString());
  await client.connect();
  try {
    await client.query(`drop database if exists ${client.escapeIdentifier(name)} with (force)`);
    await client.query(`create database ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}
