import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aBook, aCopy } from '../cache/testing/builders.ts';
import { contentOf, TestDesk, until } from './testing/desk-for-tests.ts';
import { FeedServer } from './testing/feed-server.ts';
import { LibraryModel } from './testing/library-model.ts';
import { usualTimings } from './timings.ts';

let model: LibraryModel;
let server: FeedServer;
let desk: TestDesk;

const words = () => desk.connections.map(({ kind }) => kind);
const isWord = (word: string) => () => desk.connection?.kind === word;

beforeEach(async () => {
  model = new LibraryModel();
  for (let n = 1; n <= 5; n++) model.put(aBook(n), aCopy(n, n));
  server = new FeedServer(model);
  await server.up();
});

afterEach(async () => {
  await desk.stop();
  await server.down();
});

describe('the server goes away', () => {
  it('is noticed at once when nobody answers any more, and the catalogue can still be searched', async () => {
    desk = new TestDesk(server, { timings: usualTimings });
    await until('it is live', isWord('live'));
    await server.down();
    // Some silence would say so only after 4.5 seconds.
    await until('it is offline', isWord('offline'), 2000);
    expect(desk.connection).toMatchObject({ lastCaughtUpAt: expect.stringMatching(/^20/) });
    expect(desk.cache.reader.search('title 3', 0, 10).rows).toHaveLength(1);
  });

  it('is noticed within five seconds when the cable is out', { timeout: 20_000 }, async () => {
    server.heartbeatMs = 2000;
    desk = new TestDesk(server, { timings: usualTimings });
    await until('it is live', isWord('live'));
    await pause(2500);
    server.isSilent = true;
    await until('it is offline', isWord('offline'), 5000);
    server.isSilent = false;
    await until('it is live again', isWord('live'), 9000);
    expect(words()).toEqual(['behind', 'live', 'offline', 'behind', 'live']);
  });

  it('stays live over a long quiet time', { timeout: 15_000 }, async () => {
    server.heartbeatMs = 2000;
    desk = new TestDesk(server, { timings: usualTimings });
    await until('it is live', isWord('live'));
    await pause(7000);
    expect(words()).toEqual(['behind', 'live']);
  });

  it('does not count as such when one connection breaks', async () => {
    desk = new TestDesk(server);
    await until('it is live', isWord('live'));
    for (let n = 0; n < 3; n++) {
      server.dropListeners();
      await pause(150);
    }
    expect(words()).toEqual(['behind', 'live']);
  });
});

it('desks whose streams break at the same moment do not all ask at the same moment', async () => {
  // None of them listens again before the test is over.
  const timings = { ...usualTimings, spreadAskMs: 4000, retryFirstMs: 60_000, retryMostMs: 60_000 };
  const desks = [0, 0.25, 0.5, 0.75].map((random) => new TestDesk(server, { timings, random: () => random }));
  desk = new TestDesk(server);
  await until('they are live', () => desks.every(({ connection }) => connection?.kind === 'live'));
  await until('they all listen', () => server.countAsked('/events') > desks.length);
  await desk.stop();
  await pause(200);
  const before = server.countAsked('/changes');
  server.dropListeners();
  await until('the first has asked', () => server.countAsked('/changes') > before);
  await pause(150);
  expect(server.countAsked('/changes') - before).toBe(1);
  await until('all have asked', () => server.countAsked('/changes') - before >= 4, 5000);
  await Promise.all(desks.map((one) => one.stop()));
});

describe('the server comes back', () => {
  beforeEach(async () => {
    desk = new TestDesk(server);
    await until('it is live', isWord('live'));
    await server.down();
    await until('it is offline', isWord('offline'));
    model.put(null, aCopy(3, 3, { status: 'on_loan', dueAt: '2026-12-13T17:00:00.000Z' }));
  });

  it('is noticed soon, and everything missed is fetched before it says live', async () => {
    await pause(700);
    desk.connections.length = 0;
    await server.up();
    await until('it is live', isWord('live'), 1500);
    expect(words()).toEqual(['behind', 'live']);
    expect(contentOf(desk.cache)).toEqual(model.content());
  });

  it('is noticed at once when somebody asks to look', async () => {
    const slow = { ...usualTimings, retryFirstMs: 60_000, retryMostMs: 60_000 };
    const patient = new TestDesk(server, { timings: slow });
    await until('it is offline', () => patient.connection?.kind === 'offline');
    await server.up();
    patient.sync.nudge();
    await until('it is live', () => patient.connection?.kind === 'live', 2000);
    await patient.stop();
  });
});

it('a desk that never reached its server says that it is offline and empty', async () => {
  await server.down();
  desk = new TestDesk(server);
  await until('it is offline', isWord('offline'));
  expect(desk.connection).toMatchObject({ lastCaughtUpAt: null });
  expect(desk.state).toEqual({ kind: 'empty' });
});

it('nothing is written any more once the desk was told to stop', async () => {
  desk = new TestDesk(server);
  await until('it is live', isWord('live'));
  model.put(aBook(9), aCopy(9, 9));
  server.hint();
  const ended = desk.sync.stop();
  desk.cache.close();
  const changes = desk.changes;
  await ended;
  expect(desk.changes).toBe(changes);
});
