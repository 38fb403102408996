import type pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { bigTenantId } from './big-library.ts';
import { callFloorCheckout, callFloorReturn, floorFunctions, freeCopies, freeMembers } from './floor-sql.ts';
import { type Figures, runLoop } from './load-loop.ts';
import { postTo } from './posting.ts';
import type { ServedLibrary } from './served-library.ts';
import { printTable, rate, ratio, spread } from './table.ts';

type FreeCopy = { barcode: string; home_branch_id: string };
type Ways = {
  checkout(client: number, copy: FreeCopy, card: string): Promise<boolean>;
  bringBack(client: number, copy: FreeCopy): Promise<boolean>;
};

const seconds = Number(process.env.CARREL_BENCH_SECONDS ?? 6);

/** Checkout and return over HTTP, one server process, against one SQL function called in a loop on the same database. */
export async function benchCirculation(library: ServedLibrary): Promise<void> {
  const { owner } = library;
  await owner.query(floorFunctions);
  const floor = floorWays(owner);
  const http = httpWays(library);
  const rows: string[][] = [];
  for (const clients of [1, 16, 64]) {
    const below = await measure(owner, floor, clients);
    const ours = await measure(owner, http, clients);
    rows.push(row('checkout', clients, below.lent, ours.lent), row('return', clients, below.back, ours.back));
  }
  const head = ['what', 'clients', 'floor (SQL)', 'p50 / p95 ms', 'HTTP', 'p50 / p95 ms', 'HTTP ÷ floor'];
  printTable('Checkout and return', head, rows);
}

function row(what: string, clients: number, floor: Figures, http: Figures): string[] {
  const compared = ratio(http.perSecond / floor.perSecond);
  return [what, String(clients), rate(floor.perSecond), spread(floor), rate(http.perSecond), spread(http), compared];
}

/** Lends copies that stand free to members in turn, then takes every one of them back; nothing is refused. */
async function measure(owner: pg.Pool, ways: Ways, clients: number): Promise<{ lent: Figures; back: Figures }> {
  const copies = (await owner.query<FreeCopy>(freeCopies, [bigTenantId, 60_000])).rows;
  const cards = (await owner.query<{ number: string }>(freeMembers, [bigTenantId, 20_000])).rows;
  let next = 0;
  const lentCopies: FreeCopy[] = [];
  const lend = async (client: number) => {
    const [copy, card] = [copies[next], cards[next % cards.length]];
    next += 1;
    if (!copy || !card) throw new Error('There are not enough free copies for this run.');
    if (!(await ways.checkout(client, copy, card.number)))
      throw new Error(`The checkout of ${copy.barcode} was refused.`);
    lentCopies.push(copy);
    return true;
  };
  const lent = await runLoop({ clients, seconds, call: lend });
  const back = await runLoop({
    clients,
    seconds: 600,
    call: async (client) => {
      const copy = lentCopies.pop();
      return copy ? ways.bringBack(client, copy) : false;
    },
  });
  return { lent, back };
}

function floorWays(owner: pg.Pool): Ways {
  const called = async (text: string, values: string[]) => {
    const { rows } = await owner.query<{ id: string | null }>({ name: text, text, values });
    return rows[0]?.id !== null;
  };
  return {
    checkout: (_, copy, card) => called(callFloorCheckout, [bigTenantId, copy.barcode, card, uuidv7()]),
    bringBack: (_, copy) => called(callFloorReturn, [bigTenantId, copy.barcode, uuidv7()]),
  };
}

function httpWays(library: ServedLibrary): Ways {
  const post = postTo(library);
  return {
    checkout: async (_, { barcode }, membershipNumber) =>
      (await post('/loans/checkout', { barcode, membershipNumber })).status === 201,
    bringBack: async (_, { barcode, home_branch_id: branchId }) =>
      (await post('/loans/return', { barcode, branchId })).status === 200,
  };
}
