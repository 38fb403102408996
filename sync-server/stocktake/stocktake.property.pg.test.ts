import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkLibrary } from '../invariants/service.ts';
import { buildTestServer, type TestServer } from '../testing/server.ts';
import { CountedRoom } from './testing/counted-room.ts';
import { type Story, story } from './testing/truth.ts';

// Random shelves, random truth, random desks: some out of reach, with wrong clocks, with answers that are lost, some
// back only after the closing, while the branch goes on lending. After closing, the system equals the shelf.
//   CARREL_STOCKTAKES=1000 npx vitest run --config build/vitest.config.ts stocktake.property    the long way

const runs = Number(process.env.CARREL_STOCKTAKES ?? 25);

let server: TestServer;
beforeAll(async () => {
  server = await buildTestServer();
});
afterAll(() => server.close());

const systemEqualsShelf = (ways: ConstructorParameters<typeof CountedRoom>[1]) =>
  fc.asyncProperty(story, async (told) => {
    const faults = await new CountedRoom(server, ways).play(told);
    if (faults.length > 0) throw new Error(faults.join('\n'));
  });

describe('a count that is closed with what is proposed', () => {
  test('makes the system equal the shelf, whatever happens meanwhile', {
    timeout: Math.max(60_000, runs * 5000),
  }, async () => {
    await fc.assert(systemEqualsShelf({ tellsWhenItSends: true }), { numRuns: runs });
    expect(await checkLibrary(server.db.database, server.library.tenantId)).toEqual([]);
  });

  test('would not, if wrong clocks were not set right', async () => {
    const lentAfterItWasSeen: Story = {
      copies: [{ record: 'available', recordedOn: 0, standsOn: 0 }],
      clocks: [120, 0],
      happenings: [
        { kind: 'walk', desk: 0, shelf: 0 },
        { kind: 'lend', copy: 0 },
        { kind: 'send', desk: 0, answer: 'heard' },
      ],
      lastWalks: [
        { desk: 1, isLate: false },
        { desk: 1, isLate: false },
      ],
      afterClosing: [],
    };
    const faultsWhere = (tellsWhenItSends: boolean) =>
      new CountedRoom(server, { tellsWhenItSends }).play(lentAfterItWasSeen);
    expect(await faultsWhere(true)).toEqual([]);
    expect(await faultsWhere(false)).toEqual([expect.stringContaining('but a member has it')]);
  });
});
