import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { deskOf } from '../../testing/desk.ts';
import { buildTestServer, type TestServer } from '../../testing/server.ts';
import { counting } from '../testing/counting.ts';
import { loseLongMissing } from './lose-long-missing.ts';
import { tendStocktakes } from './tend-stocktakes.ts';

let server: TestServer;
let desk: ReturnType<typeof deskOf>;
let people: ReturnType<typeof counting>;
beforeAll(async () => {
  server = await buildTestServer();
  desk = deskOf(server);
  people = counting(server);
});
afterAll(() => server.close());
beforeEach(() => server.clock.set('2026-03-10T10:00:00.000Z'));

const deps = () => ({ database: server.db.database, now: server.clock.now });
const statusOf = async (copy: { id: string }) => (await people.stateOf(copy.id)).status;

async function aMissingCopy(shelf: { itemType?: 'new_release' } = {}) {
  const copy = await people.aStandingCopy(shelf);
  await desk.patch(`/copies/${copy.barcode}`, { status: 'missing', reason: 'Not on its shelf' });
  return copy;
}

describe('a missing copy', () => {
  test('is lost once it has been missing for as long as the policy says, and not a day before', async () => {
    const copy = await aMissingCopy();
    server.clock.advance({ days: 89 });
    expect(await loseLongMissing(deps(), server.library.tenantId)).toBe(0);
    server.clock.advance({ days: 2 });
    expect(await loseLongMissing(deps(), server.library.tenantId)).toBe(1);
    expect(await statusOf(copy)).toBe('lost');
    expect(await desk.actionsOf(copy.id)).toEqual(['copy.changed', 'copy.changed']);
    expect(await loseLongMissing(deps(), server.library.tenantId)).toBe(0);
  });

  test('of an item type with a policy of its own is lost by that one', async () => {
    await server.db.owner.query(
      `update policies set terms = terms || '{"missingDaysUntilLost": 10}' where tenant_id = $1 and item_type = 'new_release'`,
      [server.library.tenantId],
    );
    const [quick, slow] = [await aMissingCopy({ itemType: 'new_release' }), await aMissingCopy()];
    server.clock.advance({ days: 11 });
    await loseLongMissing(deps(), server.library.tenantId);
    expect([await statusOf(quick), await statusOf(slow)]).toEqual(['lost', 'missing']);
  });

  test('that was found in time is not lost', async () => {
    const copy = await aMissingCopy();
    await desk.bringBack(copy.barcode);
    server.clock.advance({ days: 100 });
    await loseLongMissing(deps(), server.library.tenantId);
    expect(await statusOf(copy)).toBe('available');
  });

  test('is lost with all the others, however many there are', async () => {
    await people.aFullShelf('Cellar', 450);
    await server.db.owner.query("update copies set status = 'missing' where shelf = 'Cellar'");
    server.clock.advance({ days: 100 });
    expect(await loseLongMissing(deps(), server.library.tenantId)).toBeGreaterThanOrEqual(450);
    const { rows } = await server.db.owner.query("select distinct status from copies where shelf = 'Cellar'");
    expect(rows).toEqual([{ status: 'lost' }]);
  });
});

test('forgets what was expected at counts that are long over, and keeps what they found', async () => {
  const { scope } = await people.aShelf(3);
  const [over, open] = [await people.openCount(scope), await people.openCount(scope)];
  await people.close(over.id);
  server.clock.advance({ days: 31 });
  await tendStocktakes(deps(), server.library.tenantId);
  const left = async (id: string) =>
    (await server.db.owner.query('select count(*)::int as n from stocktake_expected where stocktake_id = $1', [id]))
      .rows[0].n;
  expect([await left(over.id), await left(open.id)]).toEqual([0, 3]);
  server.clock.set('2026-03-10T10:00:00.000Z');
  expect((await people.get(`/stocktakes/${over.id}/report`)).body.meta.total).toBe(3);
});
