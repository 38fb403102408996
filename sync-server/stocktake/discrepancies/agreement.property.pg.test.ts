import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CopyStatus } from '#shared/contract/vocabulary.ts';
import { shelfKey, shelfRange, shelfSection } from '#shared/rules/call-number.ts';
import { discrepancyOf } from '#shared/rules/stocktake.ts';
import { buildTestServer, type TestServer } from '../../testing/server.ts';
import { counting } from '../testing/counting.ts';

// The database lists by the same table by which the rule judges: whatever lies in the rows, both say the same.

let server: TestServer;
let people: ReturnType<typeof counting>;
beforeAll(async () => {
  server = await buildTestServer();
  people = counting(server);
});
afterAll(() => server.close());

const shelves = ['813 AUS', '820 SHA', 'Attic'];
const hours = fc.integer({ min: -2, max: 2 });
const situation = fc.record({
  status: fc.constantFrom(...CopyStatus.options),
  isFromHere: fc.boolean(),
  isHere: fc.boolean(),
  shelf: fc.option(fc.constantFrom(...shelves)),
  /** When it last moved, and was lent, in hours from the moment in which it was seen. */
  movedAt: hours,
  lentAt: hours,
  expected: fc.constantFrom<'not' | 'as it is' | 'moved since' | 'reshelved since'>(
    ...(['not', 'as it is', 'moved since', 'reshelved since'] as const),
  ),
  scannedOn: fc.option(fc.constantFrom('', '813', '800–899', 'Attic'), { freq: 4 }),
  wasMarkedMissing: fc.boolean(),
});
type Situation = typeof situation extends fc.Arbitrary<infer S> ? S : never;

const seenAt = new Date('2026-03-10T12:00:00.000Z');
const at = (offset: number) => new Date(seenAt.getTime() + offset * 3_600_000);

async function lay(countId: string, given: Situation) {
  const { library, db } = server;
  const { main, harbour } = library.branches;
  const [home, current] = [given.isFromHere ? main.id : harbour.id, given.isHere ? main.id : harbour.id];
  const status = given.status === 'on_loan' ? 'available' : given.status;
  const shelf = given.shelf === null ? {} : { shelf: given.shelf };
  const copy = await library.aCopy({ homeBranchId: home, currentBranchId: current, status, ...shelf });
  if (given.status === 'on_loan') {
    const { id: memberId } = await library.aMember();
    await library.aLoan({ copyId: copy.id, memberId, checkedOutAt: at(given.lentAt), dueAt: at(1000) });
  }
  const movedAt = at(given.movedAt);
  await db.owner.query('update copies set moved_at = $2 where id = $1', [copy.id, movedAt]);
  if (given.expected !== 'not') {
    const expectedAt = given.expected === 'moved since' ? at(5) : movedAt;
    const expectedOn = given.expected === 'reshelved since' ? shelfKey('910 ELS') : shelfKey(given.shelf);
    await db.owner.query("insert into stocktake_expected values ($1, $2, $3, $4, $5, '', $6)", [
      library.tenantId,
      countId,
      copy.barcode,
      copy.id,
      expectedOn,
      expectedAt,
    ]);
    await db.owner.query("update copies set updated_at = now() + interval '50 years' where id = $1", [copy.id]);
  }
  if (given.wasMarkedMissing) {
    await db.owner.query(
      "insert into stocktake_findings values ($1, $2, $3, false, 'missing', null, 'done', null, null, $4)",
      [library.tenantId, countId, copy.barcode, movedAt],
    );
  }
  if (given.scannedOn !== null) await scan(countId, copy.barcode, given.scannedOn);
  return { ...given, barcode: copy.barcode, home, current, movedAt };
}

async function scan(countId: string, barcode: string, label: string) {
  const range = label === '' ? null : shelfRange(label);
  await server.db.owner.query(
    `insert into stocktake_scans (tenant_id, stocktake_id, barcode, scan_id, shelf, key_from, key_to, seen_at, received_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $8)`,
    [server.library.tenantId, countId, barcode, uuidv7(), label || null, range?.from, range?.to, seenAt],
  );
}

async function keyTheShelves() {
  for (const shelf of shelves) {
    const values = [server.library.tenantId, shelf, shelfKey(shelf), shelfSection(shelfKey(shelf))];
    await server.db.owner.query('insert into shelf_keys values ($1, $2, 1, $3, $4) on conflict do nothing', values);
  }
}

type Laid = Awaited<ReturnType<typeof lay>>;

const judged = (copy: Laid) =>
  discrepancyOf({
    branchId: server.library.branches.main.id,
    scope: null,
    expected:
      copy.expected === 'not'
        ? null
        : {
            movedAt: (copy.expected === 'moved since' ? at(5) : copy.movedAt).toISOString(),
            isReshelved: copy.expected === 'reshelved since',
          },
    seen:
      copy.scannedOn === null
        ? null
        : { at: seenAt.toISOString(), shelf: copy.scannedOn === '' ? null : shelfRange(copy.scannedOn) },
    copy: {
      status: copy.status,
      homeBranchId: copy.home,
      currentBranchId: copy.current,
      movedAt: copy.movedAt.toISOString(),
      shelfKey: shelfKey(copy.shelf),
    },
    openLoan: copy.status === 'on_loan' ? { checkedOutAt: at(copy.lentAt).toISOString() } : null,
    markedMissingAt: copy.wasMarkedMissing ? copy.movedAt.toISOString() : null,
  });

test('the list says of every copy what the rule says', { timeout: 60_000 }, async () => {
  await keyTheShelves();
  const property = fc.asyncProperty(fc.array(situation, { minLength: 10, maxLength: 20 }), async (situations) => {
    const { id } = await people.openCount({ collection: 'Nowhere' });
    // The scope of an empty collection would call every shelf wrong: here all shelves are counted.
    await server.db.owner.query('update stocktakes set key_from = null, key_to = null where id = $1', [id]);
    const laid = [];
    for (const given of situations) laid.push(await lay(id, given));
    const listed = await people.kinds(id);
    for (const copy of laid) expect([copy, listed[copy.barcode] ?? null]).toEqual([copy, judged(copy)]);
  });
  await fc.assert(property, { numRuns: 12 });
});
