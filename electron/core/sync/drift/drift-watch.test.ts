import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aBook, aCopy } from '../../cache/testing/builders.ts';
import { byHand } from '../../cache/testing/by-hand.ts';
import { sentences } from '../../sentences.ts';
import { contentOf, TestDesk, until } from '../testing/desk-for-tests.ts';
import { FeedServer } from '../testing/feed-server.ts';
import { LibraryModel } from '../testing/library-model.ts';

const day = 24 * 3_600_000;
const copies = 30;

let server: FeedServer;
let desk: TestDesk;
/** By how much the desk's clock is ahead. */
let ahead: number;
beforeEach(async () => {
  const model = new LibraryModel();
  for (let n = 1; n <= copies; n++) model.put(aBook(n), aCopy(n, n));
  server = new FeedServer(model);
  await server.up();
  ahead = 0;
  desk = new TestDesk(server, { now });
  await until('the desk is live', () => desk.connection?.kind === 'live');
});
afterEach(async () => {
  await desk.stop();
  await server.down();
});

const now = () => new Date(Date.now() + ahead);
const comparedAt = () => desk.cache.writer.comparedAt();
/** As many ranges as the server makes of its copies, and one without any behind the last. */
const allRanges = Math.floor(copies / 4) + 1;

async function aNightPasses(): Promise<void> {
  const before = comparedAt();
  ahead += 2 * day;
  await until('the cache was compared', () => comparedAt() !== before);
}

describe('a desk compares its cache', () => {
  it('once a night, range by range, and stays live', async () => {
    await aNightPasses();
    expect(server.countAsked('/digest')).toBe(allRanges);
    await pause(300);
    expect(server.countAsked('/digest')).toBe(allRanges);
    await aNightPasses();
    expect(server.countAsked('/digest')).toBe(2 * allRanges);
    expect(desk.reasons()).toEqual([sentences.loadFirst]);
  });

  it('not before the night, when it has just been loaded', async () => {
    ahead += day / 24;
    await pause(300);
    expect(server.countAsked('/digest')).toBe(0);
  });

  it('and says on the screen why it loads its catalogue afresh', async () => {
    byHand(desk.dir, `UPDATE copies SET status = 'lost' WHERE id = '${aCopy(9, 9).id}'`);
    await aNightPasses();
    expect(desk.reasons()).toEqual([sentences.loadFirst, sentences.loadDrifted]);
    const range = { after: aCopy(8, 8).id, upTo: aCopy(12, 12).id };
    expect(desk.drifts).toEqual([{ kind: 'rows', ...range, copiesHere: 4, copiesThere: 4 }]);
    expect(contentOf(desk.cache)).toEqual(server.model.content());
  });
});

describe('a comparison is put off without a word', () => {
  it('by a server that does not know the question, until the next night', async () => {
    server.hasDigests = false;
    ahead += 2 * day;
    await until('it was asked', () => server.countAsked('/digest') === 1);
    ahead += day / 24;
    await pause(300);
    expect(server.countAsked('/digest')).toBe(1);
    await until('the desk is live', () => desk.connection?.kind === 'live');
    expect(desk.troubles.filter((sentence) => sentence !== null)).toEqual([]);
    ahead += 2 * day;
    await until('it was asked again', () => server.countAsked('/digest') === 2);
  });

  it('by a server in which very much has changed, for a while', async () => {
    server.beforeDigest = (digest) => ({ ...digest, held: null, newer: [], upTo: null });
    ahead += 2 * day;
    await until('it was asked', () => server.countAsked('/digest') === 1);
    await pause(200);
    expect(server.countAsked('/digest')).toBe(1);
    server.beforeDigest = (digest) => digest;
    ahead += day / 20;
    await until('it was asked again', () => server.countAsked('/digest') === 1 + allRanges);
    expect(desk.drifts).toEqual([]);
  });
});

describe('a comparison that is interrupted does no harm', () => {
  /** Until some ranges have been compared. */
  const inTheMiddle = async () => {
    server.beforeDigest = (digest) => {
      if (digest.upTo !== null && digest.upTo > aCopy(15, 15).id) void server.down();
      return digest;
    };
    ahead += 2 * day;
    await until('the server died', () => desk.connection?.kind === 'offline');
    server.beforeDigest = (digest) => digest;
  };

  it('by a server that dies: it goes on where it was when it is back', async () => {
    byHand(desk.dir, `UPDATE copies SET shelf = 'X' WHERE id = '${aCopy(27, 27).id}'`);
    await inTheMiddle();
    expect(desk.drifts).toEqual([]);
    await server.up();
    await until('the desk is live', () => desk.connection?.kind === 'live');
    const asked = server.countAsked('/digest');
    ahead += day / 20;
    await until('it is loaded afresh', () => desk.drifts.length === 1);
    expect(server.countAsked('/digest') - asked).toBeLessThan(allRanges);
  });

  it('by a desk that is killed: its next run compares from the beginning', async () => {
    await inTheMiddle();
    const dir = desk.folderAsKilled();
    await desk.stop();
    await server.up();
    desk = new TestDesk(server, { dir, now });
    await until('the desk is live', () => desk.connection?.kind === 'live');
    const [asked, before] = [server.countAsked('/digest'), comparedAt()];
    ahead += day / 20;
    await until('the cache was compared', () => comparedAt() !== before);
    expect(server.countAsked('/digest') - asked).toBe(allRanges);
    expect(desk.reasons()).toEqual([]);
  });

  it('by a difference that is gone when it is compared again', async () => {
    let lies = 1;
    server.beforeDigest = (digest) => (lies-- > 0 ? { ...digest, held: { copies: 0, hash: '' } } : digest);
    await aNightPasses();
    expect(server.countAsked('/digest')).toBe(allRanges + 1);
    expect(desk.drifts).toEqual([]);
  });
});
