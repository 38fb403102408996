import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestServer, type TestServer } from '../testing/server.ts';
import { importing } from './testing/sending.ts';

/** A thousand records of a public catalogue, in MARC-8, with Sirsi's items. It lies beside the repository. */
const jazz = fileURLToPath(new URL('../../../shared/data/jazz_1k.mrc', import.meta.url));

describe.skipIf(!existsSync(jazz))(
  'a thousand records of a public catalogue (skipped where the file is missing)',
  () => {
    let server: TestServer;
    beforeAll(async () => {
      server = await buildTestServer();
    });
    afterAll(() => server.close());
    const rows = async (text: string) => (await server.db.owner.query(text)).rows;

    it('come in whole, with their accents, and once however often they are sent', async () => {
      const desk = importing(server);
      expect(await desk.importFile(readFileSync(jazz))).toMatchObject({
        state: 'done',
        read: 1000,
        booksCreated: 1000,
        booksUpdated: 0,
        copiesCreated: 1238,
        rejected: [],
        warnings: [],
      });
      expect(await desk.importFile(readFileSync(jazz))).toMatchObject({
        state: 'done',
        read: 1000,
        booksCreated: 0,
        booksUpdated: 1000,
        copiesCreated: 0,
        copiesUpdated: 1238,
        rejected: [],
      });
      const titles = await rows(`select title from books where title ~ '[^ -~]' order by title collate "C"`);
      expect(titles.map(({ title }) => title)).toEqual([
        'Composition student recital, April 6, 2000, Huntington University / composition students of Daniel Bédard',
        'Garôta de Ipanema',
        "Hot summer jazz d'été",
        'Introduction à la musique de jazz',
        'Le théâtre de Pagnol',
        'Mudanças',
        'Pas de problèmes',
        'The Köln concert',
        "Who's who of jazz in Montréal",
      ]);
      const [sums] = await rows(`select (select count(*) from copies)::int as copies,
      (select count(*) from audit where action in ('book.created', 'copy.created'))::int as events`);
      expect(sums).toEqual({ copies: 1238, events: 2238 });
    });
  },
);
