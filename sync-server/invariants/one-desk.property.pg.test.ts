import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seed } from '../../build/testing/seed.ts';
import { deskOf } from '../testing/desk.ts';
import { buildTestServer, type TestServer } from '../testing/server.ts';
import { checkLibrary } from './service.ts';
import { Model, type ModelCopy, type ModelHold, modelTerms } from './testing/model.ts';

// One desk, one thing after another: each answer of the server is the one that a plain model foretells, and in the end
// every copy is where the model has it.   CARREL_STEPS=10000 for the long way, CARREL_SEED=123 to repeat one.

const wantedSteps = Number(process.env.CARREL_STEPS ?? 400);

let server: TestServer;
beforeAll(async () => {
  server = await buildTestServer();
});
afterAll(() => server.close());

const shelves = [
  { book: 0, home: 0 },
  { book: 0, home: 0 },
  { book: 0, home: 1 },
  { book: 1, home: 0 },
  { book: 1, home: 1 },
];

async function aTable() {
  const library = await server.anotherLibrary();
  const desk = deskOf({ ...server, library });
  await library.aPolicy(modelTerms, { category: 'adult' });
  const books = [await library.aBook(), await library.aBook()];
  const copies: { barcode: string; id: string }[] = [];
  for (const { book, home } of shelves) {
    const homeBranchId = home === 0 ? desk.main() : desk.harbour();
    copies.push(await library.aCopy({ bookId: books[book]?.id ?? '', homeBranchId }));
  }
  const members = [await library.aMember(), await library.aMember(), await library.aMember()];
  return {
    library,
    desk,
    books,
    copies,
    members,
    /** The newest loan of each copy. */
    loans: new Map<number, string>(),
    holds: new Map<ModelHold, string>(),
    justPlaced: undefined as string | undefined,
  };
}
type Table = Awaited<ReturnType<typeof aTable>>;

type Act = {
  words: string;
  possible?: (model: Pick<Model, 'copies' | 'holds'>) => boolean;
  /** What the model says of it. */
  foretold: (model: Model, table: Table) => string;
  answered: (table: Table, model: Model) => Promise<string>;
};

let stepsDone = 0;

/** One thing done at the desk, at the table with the slips and at the server. */
const act = ({ words, possible = () => true, foretold, answered }: Act): fc.AsyncCommand<Model, Table> => ({
  check: possible,
  run: async (model, table) => {
    const answer = await answered(table, model);
    stepsDone += 1;
    expect(`${words}: ${answer}`).toBe(`${words}: ${foretold(model, table)}`);
  },
  toString: () => words,
});

const at = <T>(list: readonly T[], index: number): T => {
  const found = list[index];
  if (found === undefined) throw new Error(`There is no number ${index}.`);
  return found;
};
const branchOf = ({ desk }: Table, branch: number) => (branch === 0 ? desk.main() : desk.harbour());

const copy = fc.nat(shelves.length - 1);
const member = fc.nat(2);
const book = fc.nat(1);
const branch = fc.nat(1);

const lending = fc.tuple(copy, member).map(([which, who]) =>
  act({
    words: `lend copy ${which} to member ${who}`,
    foretold: (model) => model.lend(at(model.copies, which), who),
    answered: async ({ desk, copies, members, loans }) => {
      const { status, body } = await desk.lend(at(copies, which).barcode, at(members, who).number);
      if (status !== 201) return body.code;
      loans.set(which, body.loan.id);
      return body.fulfilledHoldId ? 'lent and his hold fulfilled' : 'lent';
    },
  }),
);

const returning = fc.tuple(copy, branch, fc.nat(7)).map(([which, where, luck]) => {
  const damaged = luck === 0;
  return act({
    words: `bring copy ${which} back to branch ${where}${damaged ? ', damaged' : ''}`,
    foretold: (model) => model.bringBack(at(model.copies, which), where, damaged),
    answered: async (table) => {
      const more = { branchId: branchOf(table, where), ...(damaged ? { condition: 'damaged' } : {}) };
      const { body } = await table.desk.bringBack(at(table.copies, which).barcode, more);
      return `${body.outcome} ${body.next}`;
    },
  });
});

const repairing = copy.map((which) =>
  act({
    words: `mend copy ${which}`,
    possible: (model) => model.copies[which]?.place === 'maintenance',
    foretold: (model) => {
      at(model.copies, which).place = 'shelf';
      return '200';
    },
    answered: async ({ desk, copies }) => {
      const answer = await desk.patch(`/copies/${at(copies, which).barcode}`, {
        status: 'available',
        reason: 'mended',
      });
      return String(answer.status);
    },
  }),
);

const renewing = copy.map((which) =>
  act({
    words: `renew copy ${which}`,
    possible: (model) => model.copies[which]?.place === 'lent',
    foretold: (model) => model.renew(at(model.copies, which)),
    answered: async ({ desk, loans }) => {
      const { status, body } = await server.call(desk.librarian(), 'POST', `/loans/${loans.get(which)}/renew`, {});
      return status === 200 ? 'renewed' : body.code;
    },
  }),
);

const holding = fc.tuple(book, member, branch).map(([which, who, where]) =>
  act({
    words: `member ${who} waits for book ${which} at branch ${where}`,
    foretold: (model, table) => {
      const outcome = model.placeHold(which, who, where);
      const placed = model.holds.at(-1);
      if (placed && table.justPlaced) table.holds.set(placed, table.justPlaced);
      return outcome;
    },
    answered: async (table) => {
      const more = { pickupBranchId: branchOf(table, where) };
      const { status, body } = await table.desk.placeHold(
        at(table.books, which).id,
        at(table.members, who).number,
        more,
      );
      table.justPlaced = body.hold?.id;
      if (status !== 201) return body.code;
      return `placed as number ${body.hold.position}`;
    },
  }),
);
const cancelling = fc.nat(3).map((which) =>
  act({
    words: `cancel hold number ${which}`,
    possible: (model) => model.holds[which] !== undefined,
    foretold: (model) => model.cancelHold(at(model.holds, which)),
    answered: async ({ desk, holds }, model) => {
      const { status, body } = await desk.cancelHold(holds.get(at(model.holds, which)) ?? '');
      return status === 204 ? 'cancelled' : body.code;
    },
  }),
);

const places: Record<string, ModelCopy['place']> = {
  available: 'shelf',
  on_loan: 'lent',
  on_hold_shelf: 'kept',
  in_transit: 'travelling',
  maintenance: 'maintenance',
};

it(`answers what a plain model foretells, ${wantedSteps} steps of one desk (seed ${seed})`, {
  timeout: 3_600_000,
}, async () => {
  const acts = [lending, returning, holding, returning, cancelling, renewing, repairing];
  const aDay = fc.commands(acts, { maxCommands: 80, size: 'max' });
  const property = fc.asyncProperty(aDay, async (commands) => {
    const table = await aTable();
    const model = new Model(shelves);
    await fc.asyncModelRun(() => ({ model, real: table }), commands);
    const rows = await Promise.all(table.copies.map(({ id }) => table.desk.rowOf('copies', id)));
    expect(rows.map(({ status }) => places[status])).toEqual(model.copies.map(({ place }) => place));
    expect(await checkLibrary(server.db.database, table.library.tenantId)).toEqual([]);
  });
  for (let round = 0; stepsDone < wantedSteps; round++) await fc.assert(property, { seed: seed + round, numRuns: 5 });
});
