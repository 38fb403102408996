import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aBook, aCopy, copyId } from '../cache/testing/builders.ts';
import { contentOf, TestDesk, until } from './testing/desk-for-tests.ts';
import { FeedServer } from './testing/feed-server.ts';
import { LibraryModel } from './testing/library-model.ts';

/** Few, so that much happens to each. */
const books = 4;
const copies = 10;

const letter = (n: number) => String.fromCharCode(97 + n);
/** Single words, none of which begins another. */
const title = (n: number) => `Title${letter(n)}`;
const place = (n: number) => `Place${letter(n)}`;

/** By `ahead` milliseconds all clocks are ahead: nights pass. */
type Day = { model: LibraryModel; server: FeedServer; desk: TestDesk; ahead: number };
/** Something that happens at the library, on the line or at the desk, in words for the counterexample. */
type Happening = { words: string; happen: (day: Day) => unknown };

const aCopyNumber = fc.integer({ min: 1, max: copies });
const aBookNumber = fc.integer({ min: 1, max: books });
const happening = (words: string, happen: Happening['happen']): Happening => ({ words, happen });

const changes = fc.oneof(
  aCopyNumber.map((n) =>
    happening(`copy ${n} is lent`, ({ model }) => model.put(null, aCopy(n, (n % books) + 1, { status: 'on_loan' }))),
  ),
  fc
    .tuple(aCopyNumber, aBookNumber)
    .map(([n, book]) =>
      happening(`copy ${n} turns out to be of book ${book}, at ${place(book)}`, ({ model }) =>
        model.put(aBook(book), aCopy(n, book, { shelf: place(book) })),
      ),
    ),
  aCopyNumber.map((n) => happening(`copy ${n} leaves`, ({ model }) => model.takeAway(copyId(n)))),
  fc
    .tuple(aBookNumber, fc.nat(books))
    .map(([n, t]) =>
      happening(`book ${n} is renamed ${title(t)}`, ({ model }) => model.put(aBook(n, { title: title(t) }))),
    ),
);

const faults = fc.oneof(
  fc.nat(4000).map((bytes) =>
    happening(`the line breaks after ${bytes} bytes`, ({ server }) => {
      server.cutAfter = bytes;
    }),
  ),
  fc.constant(
    happening('the server restarts', async ({ server }) => {
      await server.down();
      await pause(20);
      await server.up();
    }),
  ),
  fc.constant(
    happening('the desk is killed', async (day) => {
      const dir = day.desk.folderAsKilled();
      await day.desk.stop();
      const { drifts } = day.desk;
      day.desk = new TestDesk(day.server, { dir, now: clockOf(day) });
      day.desk.drifts.push(...drifts);
    }),
  ),
  fc.constant(
    happening('a night passes, in which the catalogue is compared', (day) => {
      day.ahead += 2 * 24 * 3_600_000;
    }),
  ),
  fc.constant(happening('somebody asks for the catalogue afresh', ({ desk }) => desk.sync.refetch())),
  fc.constant(
    happening('the database is restored', ({ model }) => {
      model.epoch += '+';
    }),
  ),
  fc.constant(
    happening('old changes are cleared', ({ model, server }) => {
      server.oldest = model.stamp;
    }),
  ),
);

const pauses = fc.nat(40).map((ms) =>
  happening(`${ms} ms pass`, async ({ server }) => {
    server.hint();
    await pause(ms);
  }),
);

const aDay = fc.array(
  fc.oneof({ weight: 5, arbitrary: changes }, { weight: 3, arbitrary: faults }, { weight: 3, arbitrary: pauses }),
  { minLength: 5, maxLength: 40 },
);

const clockOf = (day: Pick<Day, 'ahead'>) => () => new Date(Date.now() + day.ahead);

const isEqual = ({ desk, model }: Day) => JSON.stringify(contentOf(desk.cache)) === JSON.stringify(model.content());

/** Every title and every shelf is found by its word, and no book by a word that it had before. */
function expectWordsRight({ desk, model }: Day): void {
  const { books: held, copies: all } = model.content();
  const found = (word: string) =>
    desk.cache.reader
      .search(word, 0, 100)
      .rows.map(({ id }) => id)
      .sort();
  for (let n = 0; n <= books; n++) {
    expect(found(title(n))).toEqual(held.filter((book) => book.title === title(n)).map(({ id }) => id));
    const shelved = new Set(all.filter(({ shelf }) => shelf === place(n)).map(({ bookId }) => bookId));
    expect(found(place(n))).toEqual([...shelved].sort());
  }
}

describe('whatever happens in a day', () => {
  it('leaves the desk with what the server has', { timeout: 120_000 }, async () => {
    const run = async (happenings: Happening[]) => {
      const model = new LibraryModel();
      for (let n = 1; n <= copies; n++) model.put(aBook((n % books) + 1), aCopy(n, (n % books) + 1));
      const server = new FeedServer(model);
      server.rowsPerPiece = 2;
      server.pieceMs = 2;
      server.pageSize = 3;
      await server.up();
      const clock = { ahead: 0 };
      const day: Day = Object.assign(clock, { model, server, desk: new TestDesk(server, { now: clockOf(clock) }) });
      try {
        for (const { happen } of happenings) await happen(day);
        server.cutAfter = null;
        server.hint();
        await until('the desk is equal', () => isEqual(day));
        await until('the desk is live', () => day.desk.connection?.kind === 'live');
        expectWordsRight(day);
        expect(day.desk.drifts).toEqual([]);
      } finally {
        await day.desk.stop();
        await server.down();
      }
    };
    await fc.assert(fc.asyncProperty(aDay, run), { numRuns: 30, endOnFailure: true });
  });
});
