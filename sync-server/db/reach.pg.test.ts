import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from './free-port.ts';
import { whyUnreachable } from './reach.ts';
import { testDatabase } from './test-database.ts';

let db: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.drop());

const changed = (change: (url: URL) => void): string => {
  const url = new URL(db.ownerUrl);
  change(url);
  return url.toString();
};

describe('a database', () => {
  it('that is there has nothing against it', async () => {
    expect(await whyUnreachable(db.ownerUrl)).toBeUndefined();
  });

  it('that nobody listens for is told with its address', async () => {
    const port = String(await freePort());
    const nowhere = changed((url) => Object.assign(url, { hostname: 'localhost', port }));
    expect(await whyUnreachable(nowhere)).toContain(`ECONNREFUSED`);
  });

  it('that does not exist is named', async () => {
    expect(await whyUnreachable(changed((url) => Object.assign(url, { pathname: '/no_such_library' })))).toBe(
      'database "no_such_library" does not exist',
    );
  });
});
