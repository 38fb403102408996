import fc, { type Arbitrary } from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ClientFrame, HostFrame } from '#shared/contract/bridge/frames.ts';
import { bridgeCalls, type CallName } from '#shared/contract/bridge.ts';
import { inputsOf, type Known } from '#shared/contract/testing/inputs.ts';
import { createBridgeHost } from './bridge-host.ts';
import { mainBranch } from './cache/testing/builders.ts';
import { sentences } from './sentences.ts';
import { deskTasksOf } from './tasks/tasks.ts';
import { ada, LibraryServer } from './testing/library-server.ts';
import { TestWindow } from './testing/test-window.ts';

// Whatever a window sends, the desk goes on: it answers, or says in words why not, and what it refuses changes nothing.

const runs = Number(process.env.CARREL_FUZZ_RUNS ?? 15);
const password = 'correct horse';

let library: LibraryServer;
let window: TestWindow;
let known: Known;
beforeAll(async () => {
  library = new LibraryServer();
  const copies = [1, 2, 3].map((number) => library.stock(number));
  await library.server.start();
  window = await TestWindow.open();
  const login = { serverUrl: library.server.url, tenant: 'riverbend', number: ada.number, password };
  await window.call('desk.enrol', { ...login, branchId: mainBranch, name: 'Desk 1' });
  await window.until(({ connection, cache }) => connection.kind === 'live' && cache.kind === 'ready');
  known = {
    ...Object.fromEntries(Object.entries(login).map(([name, value]) => [name, [value]])),
    ...{ branchId: [mainBranch], bookId: copies.map(({ bookId }) => bookId), id: copies.map(({ id }) => id) },
    ...{ barcode: copies.map(({ barcode }) => barcode), call: Object.keys(bridgeCalls) },
  };
});
afterAll(async () => {
  await window.discard();
  library.server.stop();
});
afterEach(() => void vi.restoreAllMocks());

describe.each(Object.keys(bridgeCalls) as CallName[])('%s', (name) => {
  it('answers whatever a window gives it', async () => {
    const logged = vi.spyOn(console, 'error').mockReturnValue();
    const judged = fc.asyncProperty(anythingFor(name), async (input) => {
      await somebodySignedIn();
      const before = await whatIsKept();
      const answer = await answerTo({ id: 1, call: name, input });
      expect(answer, JSON.stringify(answer)).not.toMatchObject({ sentence: sentences.deskError });
      expect(logged.mock.calls).toEqual([]);
      if (bridgeCalls[name].in.safeParse(input).success) return;
      expect(answer).toMatchObject({ id: 1, ok: false });
      expect(await whatIsKept()).toEqual(before);
    });
    await fc.assert(judged, { numRuns: runs, endOnFailure: true });
  });
});

describe('a message that is no call', () => {
  it('changes nothing and does the desk no harm', async () => {
    await somebodySignedIn();
    const before = await whatIsKept();
    const judged = fc.asyncProperty(fc.oneof(oddThings, oddFrames), async (message) => {
      await answerTo(message, 5);
      expect(await whatIsKept()).toEqual(before);
    });
    await fc.assert(judged, { numRuns: runs * 4, endOnFailure: true });
    expect(await answerTo({ id: 9, call: 'session.touch', input: {} })).toEqual({ id: 9, ok: true, output: {} });
  });
});

/** As the contract wants it, nearly so, or nothing of the kind; over a MessagePort come more things than JSON has. */
function anythingFor(name: CallName): Arbitrary<unknown> {
  const right = inputsOf(bridgeCalls[name].in, known, 'right');
  const wrong = inputsOf(bridgeCalls[name].in, known, 'wrong');
  const more = fc.tuple(right, oddThings).map(([given, odd]) => ({ ...Object(given), more: odd, __proto__: odd }));
  return fc.oneof({ weight: 4, arbitrary: right }, { weight: 4, arbitrary: wrong }, more, oddThings);
}

const deep = (depth: number) => {
  let nested: unknown = [];
  for (let level = 0; level < depth; level++) nested = level % 2 ? [nested] : { nested };
  return nested;
};
const ring: Record<string, unknown> = {};
ring.ring = ring;

const oddThings: Arbitrary<unknown> = fc.oneof(
  fc.anything({ maxDepth: 3, withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true }),
  fc.constantFrom<unknown[]>(
    deep(5000),
    ring,
    'x'.repeat(6_000_000),
    Array(100_000).fill({}),
    new Error('no'),
    /x/,
    1n,
  ),
  fc.constantFrom<unknown[]>(
    JSON.parse('{"__proto__":{"isAdmin":true}}'),
    { constructor: { prototype: {} } },
    Object.create(null),
  ),
);

const oddFrames: Arbitrary<unknown> = fc.record(
  {
    id: fc.oneof(fc.integer(), oddThings),
    call: fc.oneof(
      fc.constantFrom('constructor', '__proto__', 'toString', 'hasOwnProperty', ''),
      fc.string(),
      oddThings,
    ),
    input: oddThings,
    more: fc.anything(),
  },
  { requiredKeys: [] },
);

/** What a desk asks unasked: it follows its branch, and sends what is queued, whenever it can. */
const byItself = /^\/(sync|loans\/return|transfers\/receive)/;

/** What the desk keeps of what a window asked: its outbox, its settings, and what it told the library's server. */
async function whatIsKept() {
  const { rows, ...rest } = window.desk.outbox.list(0, 500);
  const told = library.server.requests.filter(({ path }) => !byItself.test(path)).length;
  return { rows: rows.map(({ id }) => id), ...rest, told, settings: window.desk.file.settings() };
}

async function somebodySignedIn() {
  if (window.desk.branchDesk()?.session.state().kind === 'signed_in') return;
  await window.call('session.signIn', { number: ada.number, password });
}

/** The frame that comes back to the window; nothing comes for what is no call. */
function answerTo(message: ClientFrame | unknown, patienceMs = 10_000): Promise<HostFrame | 'nothing'> {
  return new Promise((resolve) => {
    let say = (_: unknown) => {};
    createBridgeHost(Promise.resolve(deskTasksOf(window.desk))).connect({
      send: resolve,
      onMessage: (listener) => {
        say = listener;
      },
      onClose: () => {},
    });
    setTimeout(() => resolve('nothing'), patienceMs).unref();
    say(message);
  });
}
