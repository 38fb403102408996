import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aBook, aCopy, copyId, load, mainBranch } from '../cache/testing/builders.ts';
import { aFolder } from '../cache/testing/folders.ts';
import { sentences } from '../sentences.ts';
import { contentOf, TestDesk, until } from './testing/desk-for-tests.ts';
import { FeedServer } from './testing/feed-server.ts';
import { LibraryModel } from './testing/library-model.ts';
import { quick } from './testing/quick-timings.ts';

let model: LibraryModel;
let server: FeedServer;
const desks: TestDesk[] = [];

/** A branch with so many books, two copies each. */
function aLibrary(books: number): LibraryModel {
  const library = new LibraryModel();
  for (let n = 1; n <= books; n++) library.put(aBook(n), aCopy(2 * n - 1, n, { shelf: `S${n}` }), aCopy(2 * n, n));
  return library;
}

function aDesk(given?: ConstructorParameters<typeof TestDesk>[1]): TestDesk {
  const desk = new TestDesk(server, given);
  desks.push(desk);
  return desk;
}

const isLive = (desk: TestDesk) => () => desk.connection?.kind === 'live';
const isEqual = (desk: TestDesk) => () => {
  const { copies } = contentOf(desk.cache);
  return JSON.stringify(copies) === JSON.stringify(model.content().copies);
};
const live = (desk: TestDesk) => until('the desk is live', isLive(desk));

beforeEach(async () => {
  model = aLibrary(60);
  server = new FeedServer(model);
  await server.up();
});

afterEach(async () => {
  for (const desk of desks.splice(0)) await desk.stop();
  await server.down();
});

describe('a desk’s first day', () => {
  it('loads its branch, says how far it is, and is live', async () => {
    const desk = aDesk();
    await live(desk);
    expect(contentOf(desk.cache)).toEqual(model.content());
    expect(desk.states[0]).toEqual({ kind: 'empty' });
    expect(desk.reasons()).toEqual([sentences.loadFirst]);
    expect(desk.states).toContainEqual({ kind: 'loading', done: 180, total: 180, reason: sentences.loadFirst });
    expect(desk.state).toMatchObject({ kind: 'ready', books: 60, copies: 120 });
    expect(desk.connections.map(({ kind }) => kind)).toEqual(['behind', 'live']);
    expect(desk.changes).toBeGreaterThan(0);
  });

  it('reads a packed snapshot', async () => {
    server.packed = true;
    const desk = aDesk();
    await live(desk);
    expect(contentOf(desk.cache)).toEqual(model.content());
  });

  it('goes on where the line broke, and does not ask for the rows again', async () => {
    server.cutAfter = 20_000;
    const desk = aDesk();
    await live(desk);
    expect(contentOf(desk.cache)).toEqual(model.content());
    const [first, second] = server.asked.filter((url) => url.includes('/snapshot'));
    expect(first).not.toContain('after=');
    expect(second).toMatch(/cursor=.*after=(book|copy)/);
  });

  it('goes on where a kill stopped it', async () => {
    server.rowsPerPiece = 2;
    server.pieceMs = 10;
    const killed = aDesk();
    await until('some rows are in', () => killed.state?.kind === 'loading' && killed.state.done > 0);
    const dir = killed.folderAsKilled();
    await killed.stop();
    server.asked.length = 0;
    server.pieceMs = 0;
    const desk = aDesk({ dir });
    await live(desk);
    expect(desk.reasons()).toEqual([sentences.loadGoesOn]);
    expect(server.countAsked('/snapshot?cursor=')).toBe(1);
    expect(contentOf(desk.cache)).toEqual(model.content());
  });

  it('does not take a snapshot for whole whose end never came', async () => {
    server.cutAfter = 1;
    const desk = aDesk();
    await live(desk);
    expect(contentOf(desk.cache)).toEqual(model.content());
  });

  it('misses no change that was made while the snapshot was on its way', async () => {
    server.rowsPerPiece = 4;
    server.pieceMs = 2;
    const desk = aDesk();
    await until('the first books are sent', () => server.piecesSent > 3);
    for (let n = 1; n <= 10; n++) {
      model.takeAway(copyId(n));
      model.put(null, aCopy(50 + n, 25, { status: 'on_loan', dueAt: '2026-12-13T17:00:00.000Z' }));
      model.put(aBook(100 + n), aCopy(1000 + n, 100 + n));
    }
    await live(desk);
    expect(contentOf(desk.cache)).toEqual(model.content());
  });
});

describe('a desk at work', () => {
  it('has a change right after the server hinted at it', async () => {
    // It would not ask by itself before the test is over.
    const desk = aDesk({ timings: { ...quick, pollMs: 60_000, askAfterMs: 60_000 } });
    await live(desk);
    model.put(null, aCopy(1, 1, { status: 'on_loan', dueAt: '2026-12-13T17:00:00.000Z' }));
    server.hint();
    await until('the change is there', isEqual(desk));
    await live(desk);
  });

  it('misses nothing that happened right before it began to listen', async () => {
    const desk = aDesk({ timings: { ...quick, pollMs: 60_000, askAfterMs: 60_000 } });
    server.beforeEvents = () => model.put(null, aCopy(1, 1, { status: 'missing' }));
    await live(desk);
    server.dropListeners();
    await until('the change is there', isEqual(desk));
    expect(server.countAsked('/events')).toBeGreaterThan(0);
  });

  it('is offline, not behind, when the server has lost its database', async () => {
    const desk = aDesk();
    await live(desk);
    server.refusal = 'UNAVAILABLE';
    server.isMute = true;
    await until('it is offline', () => desk.connection?.kind === 'offline');
    server.refusal = null;
    server.isMute = false;
    await live(desk);
    expect(desk.connections.slice(-3).map(({ kind }) => kind)).toEqual(['offline', 'behind', 'live']);
  });

  it('follows by asking where events do not come through', async () => {
    server.hasEvents = false;
    const desk = aDesk();
    await live(desk);
    model.put(null, aCopy(1, 1, { status: 'missing' }));
    await until('the change is there', isEqual(desk));
    expect(desk.connections.map(({ kind }) => kind)).toEqual(['behind', 'live']);
  });

  it('is behind while many pages are still to come, though nobody hinted at them', async () => {
    server.hasEvents = false;
    Object.assign(server, { pageSize: 5, pageMs: 50 });
    const desk = aDesk();
    await live(desk);
    for (let n = 1; n <= 60; n++) model.put(null, aCopy(n, 1, { status: 'missing' }));
    await until('the desk is behind', () => desk.connection?.kind === 'behind');
    expect(isEqual(desk)()).toBe(false);
    await live(desk);
    expect(isEqual(desk)()).toBe(true);
  });

  it('takes many pages at once', async () => {
    server.pageSize = 7;
    const desk = aDesk();
    await live(desk);
    for (let n = 1; n <= 60; n++) model.put(aBook(n, { title: `Second edition ${n}` }));
    server.hint();
    await until('the books are there', () => desk.cache.reader.search('second edition', 0, 100).total === 60);
  });

  it('loses a book with its last copy', async () => {
    const desk = aDesk();
    await live(desk);
    model.takeAway(copyId(1));
    model.takeAway(copyId(2));
    server.hint();
    await until('it is gone', isEqual(desk));
    expect(contentOf(desk.cache)).toEqual(model.content());
    expect(desk.cache.reader.search('title 1', 0, 100).rows.map(({ title }) => title)).not.toContain('Title 1');
  });

  it('goes on from its cursor the next morning', async () => {
    const evening = aDesk();
    await live(evening);
    await evening.stop();
    model.put(aBook(200), aCopy(500, 200));
    server.asked.length = 0;
    const morning = aDesk({ dir: evening.dir });
    await live(morning);
    expect(contentOf(morning.cache)).toEqual(model.content());
    expect(server.countAsked('/snapshot')).toBe(0);
  });
});

describe('the catalogue is loaded afresh, and the screen says why', () => {
  const freshAfter = async (change: () => void) => {
    const desk = aDesk();
    await live(desk);
    desk.states.length = 0;
    change();
    await until('it was loaded again', () => desk.reasons().length > 0 && desk.state?.kind === 'ready');
    await until('it is equal', isEqual(desk));
    return desk;
  };

  it('when the server’s database was restored', async () => {
    const desk = await freshAfter(() => {
      model.takeAway(copyId(3));
      model.epoch = 'epoch-2';
      server.hint();
    });
    expect(desk.reasons()).toEqual([sentences.loadNewEpoch]);
  });

  it('when the desk was away too long', async () => {
    const desk = await freshAfter(() => {
      model.put(null, aCopy(1, 1, { status: 'lost' }));
      server.oldest = model.stamp;
      server.hint();
    });
    expect(desk.reasons()).toEqual([sentences.loadExpired]);
  });

  it('when somebody asks for it', async () => {
    const desk = aDesk();
    await live(desk);
    desk.states.length = 0;
    desk.sync.refetch();
    await until('it was loaded again', () => desk.reasons().length > 0 && desk.state?.kind === 'ready');
    expect(desk.reasons()).toEqual([sentences.loadAsked]);
  });

  it('when its file was damaged while in use', async () => {
    const desk = await freshAfter(() => desks.at(-1)?.cache.reportDamage());
    expect(desk.reasons()).toEqual([sentences.loadDamaged]);
  });

  it('when the file was another branch’s', async () => {
    const dir = aFolder();
    const other = aDesk({ dir, prepare: (cache) => load(cache, [{ book: aBook(9) }, { copy: aCopy(9, 9) }]) });
    await other.stop();
    const { openCache } = await import('../cache/cache.ts');
    openCache({ dir, tenant: 'city', branchId: mainBranch.replace('b', 'f'), now: () => new Date() }).close();
    const desk = aDesk({ dir });
    await live(desk);
    expect(desk.reasons()).toEqual([sentences.loadForeign]);
  });

  it('while it can still be searched', async () => {
    const desk = aDesk();
    await live(desk);
    server.pieceMs = 40;
    server.rowsPerPiece = 5;
    desk.sync.refetch();
    await until('it is loading', () => desk.state?.kind === 'loading');
    expect(desk.cache.reader.search('title 7', 0, 10).rows[0]?.title).toBe('Title 7');
    await until('it is ready', () => desk.state?.kind === 'ready');
  });
});

describe('a server that does not play along', () => {
  it('stays with what it has when the server speaks another version, and says so', async () => {
    const desk = aDesk();
    await live(desk);
    server.protocol = 2;
    server.hint();
    await until('it says so', () => desk.troubles.at(-1) === sentences.feedOtherVersion);
    await until('it is behind', () => desk.connection?.kind === 'behind');
    expect(desk.cache.reader.counts()).toEqual({ books: 60, copies: 120 });
    server.protocol = 1;
    await live(desk);
    expect(desk.troubles.at(-1)).toBeNull();
  });

  it('is no trouble of the desk’s when it is only asked for too much', async () => {
    const desk = aDesk();
    await live(desk);
    server.refusal = 'TOO_MANY_REQUESTS';
    server.hint();
    await until('it is behind', () => desk.connection?.kind === 'behind');
    server.refusal = null;
    await live(desk);
    expect(desk.troubles.filter((sentence) => sentence !== null)).toEqual([]);
  });

  it('is behind, not offline, when the desk’s key is refused', async () => {
    server.refusal = 'FORBIDDEN';
    const desk = aDesk();
    await until('it says so', () => desk.troubles.length > 0);
    expect(desk.troubles).toEqual([sentences.feedRefused('You do not have the right to do this.')]);
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(desk.connections.map(({ kind }) => kind)).toEqual(['behind']);
    server.refusal = null;
    await live(desk);
  });
});
