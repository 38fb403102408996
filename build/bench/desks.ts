import { setTimeout as pause } from 'node:timers/promises';
import { enrolledDesks, type Fleet, openFleet } from './desk-fleet.ts';
import { type Figures, figuresOf } from './load-loop.ts';
import { ownServer } from './own-server.ts';
import type { ServedLibrary } from './served-library.ts';
import { benchSnapshotsBesideCheckouts } from './snapshots-beside-checkouts.ts';
import { ms, printTable, rate } from './table.ts';

const count = Number(process.env.CARREL_BENCH_DESKS ?? 500);
const idleSeconds = Number(process.env.CARREL_BENCH_SECONDS ?? 6) * 2;
const changes = 30;

type Bench = {
  server: Awaited<ReturnType<typeof ownServer>>;
  fleet: Fleet;
  library: ServedLibrary;
  enrolled: Awaited<ReturnType<typeof enrolledDesks>>;
};

/** Five hundred desks on one server process: the desks' own sync, each with its cache, all in this process. */
export async function benchDesks(library: ServedLibrary): Promise<void> {
  const server = await ownServer(library.ownerUrl);
  try {
    const enrolled = await enrolledDesks(library.ownerUrl, count);
    await fetch(`${server.url}/readyz`);
    const before = await server.memory();
    const fleet = await openFleet(server.url, enrolled.tenant, enrolled.desks);
    try {
      const bench = { server, fleet, library, enrolled };
      await printIdle(bench, before);
      await printChanges(bench);
      await printReturns(bench);
    } finally {
      await fleet.close();
    }
  } finally {
    await server.stop();
  }
  await benchSnapshotsBesideCheckouts(library);
}

async function printIdle({ server, fleet, library }: Bench, before: { resident: number; heap: number }): Promise<void> {
  const after = await server.memory();
  const began = performance.now();
  const [cpu, transactions] = [server.cpuSeconds(), await transactionsSoFar(library)];
  await pause(idleSeconds * 1000);
  const passed = (performance.now() - began) / 1000;
  const perDesk = (megabytes: number) => `${((megabytes * 1024) / count).toFixed(0)} KiB`;
  printTable(
    `${count} desks that listen`,
    ['server before', 'with desks', 'a desk', 'objects, a desk', 'processor', 'requests', 'transactions in Postgres'],
    [
      [
        `${before.resident.toFixed(0)} MB`,
        `${after.resident.toFixed(0)} MB`,
        perDesk(after.resident - before.resident),
        perDesk(after.heap - before.heap),
        `${((100 * (server.cpuSeconds() - cpu)) / passed).toFixed(1)} % of a core`,
        `${(fleet.askedSince(began).length / passed).toFixed(1)}/s`,
        `${(((await transactionsSoFar(library)) - transactions) / passed).toFixed(1)}/s`,
      ],
    ],
  );
}

/** Of both servers: this one's and the idle one that serves the other benches. */
async function transactionsSoFar({ owner }: ServedLibrary): Promise<number> {
  const { rows } = await owner.query<{ n: string }>(
    'select xact_commit + xact_rollback as n from pg_stat_database where datname = current_database()',
  );
  return Number(rows[0]?.n);
}

/** From the commit to the moment when a desk holds the change, on disk and on its screen. */
async function printChanges({ fleet, library, enrolled }: Bench): Promise<void> {
  const ofBranch: number[] = [];
  for (let n = 0; n < changes; n++) {
    const copy = enrolled.copies[n % enrolled.copies.length];
    if (!copy) continue;
    await library.owner.query('update copies set shelf = $3 where tenant_id = $1 and id = $2', [
      enrolled.tenantId,
      copy.id,
      `Shelf ${n}`,
    ]);
    const committedAt = performance.now();
    ofBranch.push(...(await fleet.changedSince(committedAt, copy.branchId)).map((at) => at - committedAt));
    await pause(200);
  }
  const ofAll: number[] = [];
  let worst = 0;
  for (let n = 0; n < 3; n++) {
    const began = performance.now();
    await library.owner.query(`update copies set shelf = $2 where tenant_id = $1 and id = any($3)`, [
      enrolled.tenantId,
      `Room ${n}`,
      enrolled.copies.map(({ id }) => id),
    ]);
    const committedAt = performance.now();
    ofAll.push(...(await fleet.changedSince(committedAt)).map((at) => at - committedAt));
    worst = Math.max(worst, worstSecond(fleet.askedSince(began)));
    await pause(500);
  }
  const row = (what: string, took: number[], most: string) => {
    const { p50, p95, calls }: Figures = figuresOf(took, 1);
    return [what, String(calls), ms(p50), ms(p95), ms(Math.max(...took)), most];
  };
  printTable(
    'A change reaches the desks that hold the copy',
    ['what changes', 'desks told', 'p50 ms', 'p95 ms', 'last ms', 'asked in the worst second'],
    [
      row(`a copy of one branch (10 desks), ${changes} ×`, ofBranch, ''),
      row(`a copy in every branch at once (${count} desks), 3 ×`, ofAll, String(worst)),
    ],
  );
}

/** The server goes away and comes back, or only the line breaks: all of them return. */
async function printReturns({ server, fleet }: Bench): Promise<void> {
  const rows: string[][] = [];
  const note = async (what: string, gone: number, back: number, there: readonly number[]) => {
    const took = figuresOf(
      there.map((at) => Math.max(0, at - back)),
      1,
    );
    await pause(3000);
    const asked = fleet.askedSince(back);
    const worst = [rate(worstSecond(asked)), String(worstStretch(asked, 100))];
    const last = Math.max(...there) - back;
    rows.push([what, `${ms(back - gone)} ms`, ms(took.p50), ms(took.p95), ms(last), String(asked.length), ...worst]);
  };
  for (const how of ['SIGKILL', 'SIGTERM'] as const) {
    const gone = performance.now();
    await server.restart(how);
    const back = performance.now();
    const what = how === 'SIGKILL' ? 'the server is killed, and started again' : 'the server is restarted in order';
    await note(what, gone, back, await fleet.liveAgainSince(gone));
  }
  const cut = performance.now();
  await note('every connection breaks at once', cut, cut, await fleet.cut());
  const head = ['what happens', 'away', 'back after the server is: p50 ms', 'p95 ms', 'last ms', 'requests'];
  printTable(`${count} desks come back`, [...head, 'worst second', 'worst tenth of a second'], rows);
}

const worstSecond = (times: readonly number[]) => worstStretch(times, 1000);

/** The most of these (sorted) moments that lie within one stretch of so many milliseconds. */
function worstStretch(times: readonly number[], stretchMs: number): number {
  let [worst, first] = [0, 0];
  for (const [last, at] of times.entries()) {
    while (at - (times[first] ?? at) >= stretchMs) first++;
    worst = Math.max(worst, last - first + 1);
  }
  return worst;
}
