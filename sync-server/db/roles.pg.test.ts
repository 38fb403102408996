import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folderForPostgres } from '../../build/testing/throwaway-postgres.ts';
import { startEmbeddedPostgres } from './embedded.ts';
import { migrate } from './migrate.ts';
import { serverUrl } from './roles.ts';

// A cluster of its own, because roles are the whole cluster's.

let place: { folder: string; remove: () => Promise<void> };
let superUrl: string;
beforeAll(async () => {
  place = await folderForPostgres();
  superUrl = (await startEmbeddedPostgres({ folder: place.folder, settings: { fsync: 'off' } })).url;
});
afterAll(() => place.remove());

async function ask(url: string, ...statements: string[]) {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const answers = [];
    for (const statement of statements) answers.push((await client.query(statement)).rows);
    return answers;
  } finally {
    await client.end();
  }
}
const powers = () =>
  ask(superUrl, `select rolcanlogin, rolsuper, rolbypassrls, rolcreaterole from pg_roles where rolname = 'carrel_app'`);
const none = [[{ rolcanlogin: true, rolsuper: false, rolbypassrls: false, rolcreaterole: false }]];

describe('the server’s own role', () => {
  it('is made by an owner who is no superuser, as of a managed database', async () => {
    const made = `create role clerk login createrole createdb password 'the clerk''s'`;
    await ask(superUrl, made, 'create database managed owner clerk');
    const managed = Object.assign(new URL(superUrl), {
      pathname: '/managed',
      username: 'clerk',
      password: "the clerk's",
    });
    await migrate(managed.toString());
    await migrate(managed.toString());
    expect(await ask(serverUrl(managed.toString()), 'select current_feed_epoch() is not null as known')).toEqual([
      [{ known: true }],
    ]);
    expect(await powers()).toEqual(none);
  });

  it('loses the powers that somebody gave it', async () => {
    await ask(superUrl, 'alter role carrel_app nologin bypassrls createrole');
    await migrate(superUrl);
    expect(await powers()).toEqual(none);
  });

  it('may log in again where a dump was restored, for which it was made by hand', async () => {
    await ask(superUrl, 'alter role carrel_app nologin password null');
    await migrate(superUrl);
    await expect(ask(serverUrl(superUrl), 'select 1')).resolves.toHaveLength(1);
  });
});
