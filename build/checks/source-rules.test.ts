import { describe, expect, it } from 'vitest';
import { findBreaches } from './source-rules.ts';

const breachesOf = (path: string, text: string) => findBreaches([{ path, text }]);

describe('where SQL lives', () => {
  it.each([
    ['a select in a service', 'sync-server/loans/service.ts', "tx.query('select id from loan')"],
    ['upper case', 'sync-server/loans/service.ts', "tx.query('SELECT id FROM loan')"],
    ['a template over several lines', 'sync-server/loans/routes.ts', 'const q = `\n  insert into loan values (1)`'],
    ['an update', 'electron/core/sync/pull.ts', 'db.exec("update copy set state = 1")'],
    ['a common table expression', 'renderer/desk/a.tsx', '`with due as (select 1) select * from due`'],
  ])('refuses %s', (_, path, text) => {
    expect(breachesOf(path, text)).toMatchObject([{ path }]);
  });

  it.each([
    ['queries', 'sync-server/loans/queries.ts', "'select id from loan'"],
    ['the database folder', 'sync-server/db/migrate.ts', "'create table x ()'"],
    ['the cache', 'electron/core/cache/search.ts', "'select id from copy'"],
    ['a test', 'sync-server/loans/loans.pg.test.ts', "'select id from loan'"],
    ['a sentence for people', 'renderer/desk/a.tsx', "'Select a branch from the list'"],
    ['a value that is a word', 'renderer/desk/a.tsx', "type: 'select'; as: 'selected', 'commitment', `withdrawn as`"],
  ])('allows %s', (_, path, text) => {
    expect(breachesOf(path, text)).toEqual([]);
  });

  it('names the line', () => {
    expect(breachesOf('sync-server/a.ts', "\n\nquery('select 1')")).toMatchObject([{ line: 3 }]);
  });
});

describe('how long a file is', () => {
  it('allows 300 lines', () => {
    expect(breachesOf('shared/a.ts', 'x\n'.repeat(300))).toEqual([]);
  });

  it('refuses 301', () => {
    expect(breachesOf('shared/a.ts', 'x\n'.repeat(301))).toMatchObject([{ sentence: expect.stringContaining('301') }]);
  });
});
