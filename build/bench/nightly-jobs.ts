import type pg from 'pg';
import { expireHolds } from '../../sync-server/circulation/hold-ends/expiry.ts';
import { openDatabase } from '../../sync-server/db/database.ts';
import { serverUrl } from '../../sync-server/db/roles.ts';
import { remindMembers } from '../../sync-server/notices/reminders/remind-members.ts';
import { bigTenantId } from './big-library.ts';
import { freeCopies, freeMembers } from './floor-sql.ts';
import { forgetToCollect, spreadDueDates } from './hold-sql.ts';
import { type Figures, figuresOf } from './load-loop.ts';
import { type Post, postTo } from './posting.ts';
import type { ServedLibrary } from './served-library.ts';
import { printTable, ratio, spread } from './table.ts';

const openLoans = Number(process.env.CARREL_BENCH_OPEN_LOANS ?? 100_000);
const expired = Number(process.env.CARREL_BENCH_EXPIRED ?? 3000);
const quietSeconds = Number(process.env.CARREL_BENCH_SECONDS ?? 6);
const desks = 4;

/** What runs at night, on so many open loans, while desks go on lending: how long it takes, and what the desks feel of it. */
export async function benchNightlyJobs(library: ServedLibrary): Promise<void> {
  const { owner, ownerUrl } = library;
  await owner.query(spreadDueDates, [bigTenantId, openLoans]);
  await owner.query(forgetToCollect, [bigTenantId, expired]);
  const database = openDatabase({ url: serverUrl(ownerUrl), max: 4, name: 'carrel-bench-jobs' });
  const deps = { database, now: morning };
  const lend = await lending(owner, postTo(library));
  try {
    const quiet = await lend.until(new Promise((resolve) => setTimeout(resolve, quietSeconds * 1000)));
    const rows: string[][] = [];
    for (const [what, job] of [
      ['remind members', () => remindMembers(deps, bigTenantId)],
      ['the same again', () => remindMembers(deps, bigTenantId)],
      ['expire holds', () => expireHolds(deps, bigTenantId)],
    ] as const) {
      const began = performance.now();
      const working = job();
      const during = await lend.until(working);
      const seconds = (performance.now() - began) / 1000;
      rows.push([
        what,
        String(await working),
        `${seconds.toFixed(1)} s`,
        spread(quiet),
        spread(during),
        ratio(during.p95 / quiet.p95),
      ]);
    }
    const head = ['job', 'made', 'took', 'checkout p50 / p95 ms, quiet', 'meanwhile', 'p95 ÷ quiet'];
    printTable(
      `Nightly jobs on ${openLoans} open loans and ${expired} expired holds, ${desks} desks lending`,
      head,
      rows,
    );
  } finally {
    await database.close();
  }
}

/** Reminders go out in the morning only, by each branch's own clock; the big library keeps UTC. */
function morning(): Date {
  const now = new Date();
  now.setUTCHours(Math.max(9, Math.min(now.getUTCHours(), 18)));
  return now;
}

type Copy = { barcode: string };

/** Desks that lend free copies to free members, as fast as they are answered, until something has ended. */
async function lending(owner: pg.Pool, post: Post) {
  const copies = (await owner.query<Copy>(freeCopies, [bigTenantId, 60_000])).rows;
  const cards = (await owner.query<{ number: string }>(freeMembers, [bigTenantId, 20_000])).rows;
  let next = 0;
  const one = async () => {
    const [copy, card] = [copies[next], cards[next % cards.length]];
    next += 1;
    if (!copy || !card) throw new Error('There are not enough free copies for this run.');
    const { status, text } = await post('/loans/checkout', { barcode: copy.barcode, membershipNumber: card.number });
    if (status !== 201) throw new Error(`The checkout of ${copy.barcode} was refused: ${text}`);
  };
  return {
    async until(end: Promise<unknown>): Promise<Figures> {
      const took: number[] = [];
      const began = performance.now();
      let ended = false;
      const stop = () => {
        ended = true;
      };
      end.then(stop, stop);
      const desk = async () => {
        while (!ended) {
          const sent = performance.now();
          await one();
          took.push(performance.now() - sent);
        }
      };
      await Promise.all(Array.from({ length: desks }, desk));
      return figuresOf(took, (performance.now() - began) / 1000);
    },
  };
}
