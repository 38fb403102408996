import { v7 as uuidv7 } from 'uuid';
import type { Discrepancy, Stocktake } from '#shared/contract/stocktake.ts';
import type { Caller, TestServer } from '../../testing/server.ts';

export type Fields = Record<string, unknown>;
type Scan = { id?: string; barcode: string; shelf?: string; observedAt?: string };

/** What people do in a count, in their words; every act is a call through HTTP. */
export function counting(server: TestServer) {
  const { library, clock } = server;
  let rooms = 0;
  const manager = { token: library.tokens.manager };
  const post = (path: string, body: Fields, by: Caller = manager) => server.call(by, 'POST', path, body);
  const get = (path: string, by: Caller = manager) => server.call(by, 'GET', path);

  async function openCount(scope: Fields = {}): Promise<Stocktake> {
    const { status, body } = await post('/stocktakes', { branchId: library.branches.main.id, ...scope });
    if (status !== 201) throw new Error(`Opening answered ${status}: ${body?.detail}`);
    return body;
  }

  /** As the desk does; a bare barcode is scanned now. */
  function scan(
    countId: string,
    scans: (string | Scan)[],
    more: Fields = {},
    by: Caller = { deskKey: library.deskKey },
  ) {
    const rows = scans.map((each) => {
      const given = typeof each === 'string' ? { barcode: each } : each;
      return { id: uuidv7(), observedAt: clock.now().toISOString(), ...given };
    });
    return post(`/stocktakes/${countId}/scans`, { scans: rows, ...more }, by);
  }

  async function differences(countId: string, query = ''): Promise<Discrepancy[]> {
    return (await get(`/stocktakes/${countId}/discrepancies?limit=100${query}`)).body.data;
  }

  /** A copy that has stood on its shelf for a month. */
  async function aStandingCopy(given: Parameters<typeof library.aCopy>[0] = {}) {
    const copy = await library.aCopy(given);
    const longAgo = new Date(clock.now().getTime() - 30 * 86_400_000);
    await server.db.owner.query('update copies set moved_at = $2 where id = $1', [copy.id, longAgo]);
    return copy;
  }

  return {
    manager,
    get,
    post,
    openCount,
    scan,
    differences,
    /** `{ barcode: kind }` of all differences. */
    kinds: async (countId: string) =>
      Object.fromEntries((await differences(countId)).map(({ barcode, kind }) => [barcode, kind])),
    close: (countId: string, closing: Fields = { applyProposed: true }) =>
      post(`/stocktakes/${countId}/close`, closing),
    settleLate: (countId: string, closing: Fields = { applyProposed: true }) =>
      post(`/stocktakes/${countId}/late-actions`, closing),
    abandon: (countId: string) => post(`/stocktakes/${countId}/abandon`, {}),
    aStandingCopy,
    /** Copies on a shelf of its own, which is all that the count is about: no test sees another's copies. */
    async aShelf(length: number) {
      const shelf = `Room ${++rooms}`;
      const copies = [];
      for (let at = 0; at < length; at++) copies.push(await aStandingCopy({ shelf }));
      const scope = { shelfFrom: shelf, shelfTo: shelf };
      return { shelf, scope, copies, barcodes: copies.map(({ barcode }) => barcode) };
    },
    /** So many copies of one book on a shelf, in one statement. */
    async aFullShelf(shelf: string, size: number) {
      const { id } = await library.aBook();
      const { tenantId, branches } = library;
      const values = [tenantId, id, shelf, branches.main.id, size, new Date(clock.now().getTime() - 86_400_000)];
      await server.db.owner.query(
        `insert into copies (tenant_id, id, book_id, barcode, home_branch_id, current_branch_id, shelf, created_at, moved_at)
         select $1, gen_random_uuid(), $2, $3 || '/' || n, $4, $4, $3, $6, $6 from generate_series(1, $5) n`,
        values,
      );
    },
    async stateOf(copyId: string) {
      const { rows } = await server.db.owner.query(
        'select status, shelf, current_branch_id from copies where id = $1',
        [copyId],
      );
      return rows[0];
    },
  };
}

/** The nth of a list that is known to have one. */
export function nth<T>(list: readonly T[], index: number): T {
  const found = list[index];
  if (found === undefined) throw new Error(`There is no ${index}.`);
  return found;
}
