import type pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { bigTenantId } from './big-library.ts';
import { freeMembers } from './floor-sql.ts';
import { aWantedBook, callFloorCapture, floorCapture, waitForLentCopies, waitlistOf } from './hold-sql.ts';
import { type Figures, figuresOf, runLoop } from './load-loop.ts';
import { type Post, postTo } from './posting.ts';
import type { ServedLibrary } from './served-library.ts';
import { printTable, rate, ratio, spread } from './table.ts';

type LentCopy = { barcode: string; home_branch_id: string };

const captures = Number(process.env.CARREL_BENCH_CAPTURES ?? 4000);

/** A return that captures a hold, against its floor; and a long waitlist on few copies, served to its end. */
export async function benchHolds(library: ServedLibrary): Promise<void> {
  await benchCaptures(library);
  await benchWaitlist(library);
}

async function benchCaptures(library: ServedLibrary): Promise<void> {
  const { owner } = library;
  await owner.query(floorCapture);
  const post = postTo(library);
  const rows: string[][] = [];
  for (const clients of [1, 16]) {
    const wanted = clients === 1 ? captures / 4 : captures;
    const floor = await capture(owner, clients, wanted, async ({ barcode }) => {
      const values = [bigTenantId, barcode, uuidv7()];
      const { rows: answered } = await owner.query<{ id: string | null }>({
        name: 'floor_capture',
        text: callFloorCapture,
        values,
      });
      return answered[0]?.id != null;
    });
    const ours = await capture(owner, clients, wanted, async ({ barcode, home_branch_id: branchId }) => {
      const { status, text } = await post('/loans/return', { barcode, branchId });
      return status === 200 && text.includes('"next":"hold_shelf"');
    });
    rows.push(row(clients, floor, ours));
  }
  const head = ['clients', 'captures', 'floor (SQL)', 'p50 / p95 ms', 'HTTP', 'p50 / p95 ms', 'HTTP ÷ floor'];
  printTable('A return that captures a hold', head, rows);
}

function row(clients: number, floor: Figures, ours: Figures): string[] {
  const compared = ratio(ours.perSecond / floor.perSecond);
  return [
    String(clients),
    String(ours.calls),
    rate(floor.perSecond),
    spread(floor),
    rate(ours.perSecond),
    spread(ours),
    compared,
  ];
}

/** Somebody waits for each of so many lent copies; then every one of them comes back. */
async function capture(
  owner: pg.Pool,
  clients: number,
  wanted: number,
  bringBack: (copy: LentCopy) => Promise<boolean>,
) {
  const copies = (await owner.query<LentCopy>(waitForLentCopies, [bigTenantId, wanted])).rows;
  if (copies.length < wanted) throw new Error(`Only ${copies.length} lent copies could be waited for.`);
  return runLoop({
    clients,
    seconds: 600,
    call: async () => {
      const copy = copies.pop();
      if (!copy) return false;
      if (!(await bringBack(copy))) throw new Error(`The return of ${copy.barcode} did not capture its hold.`);
      return true;
    },
  });
}

const members = 100;
const copiesOfTheBook = 30;

/** A hundred wait for thirty copies: they place, collect and bring back, until everybody has had the book. */
async function benchWaitlist(library: ServedLibrary): Promise<void> {
  const { owner } = library;
  const post = postTo(library);
  const bookId = uuidv7();
  const first = String(90_000_000_000_000 + (Date.now() % 1_000_000_000) * 1000);
  const copies = (await owner.query<LentCopy>(aWantedBook, [bigTenantId, bookId, copiesOfTheBook, first])).rows;
  const cards = (await owner.query<{ number: string }>(freeMembers, [bigTenantId, members])).rows;
  const branchId = copies[0]?.home_branch_id ?? '';
  const placed = await timed(cards, async ({ number }) =>
    done(await post(`/books/${bookId}/holds`, { membershipNumber: number, pickupBranchId: branchId }), 201),
  );
  const waves = await serve({ owner, post, bookId, branchId }, copies);
  const lines: [string, Figures][] = [
    ['place a hold', placed],
    ['return, captured for the next', waves.returned],
    ['check out what was ready', waves.collected],
  ];
  const rows = lines.map(([what, figures]) => [what, String(figures.calls), rate(figures.perSecond), spread(figures)]);
  printTable(
    `A waitlist of ${members} on ${copiesOfTheBook} copies, served in its order`,
    ['what', 'calls', '16 desks', 'p50 / p95 ms'],
    rows,
  );
}

type Waitlist = { owner: pg.Pool; post: Post; bookId: string; branchId: string };
type Waiting = { number: string; status: string; barcode: string | null };

/** Wave after wave: all copies come in at once, go to the first who wait, and are collected. @throws where anybody is overtaken */
async function serve({ owner, post, bookId, branchId }: Waitlist, copies: readonly LentCopy[]) {
  const took: { returned: Timed[]; collected: Timed[] } = { returned: [], collected: [] };
  const queue = async () => (await owner.query<Waiting>(waitlistOf, [bigTenantId, bookId])).rows;
  for (let served = 0; served < members; served += copies.length) {
    took.returned.push(
      await timed(copies, async ({ barcode }) => done(await post('/loans/return', { barcode, branchId }), 200)),
    );
    const waitlist = await queue();
    const ready = waitlist.flatMap(({ number, status, barcode }) =>
      status === 'ready' && barcode ? [{ number, barcode }] : [],
    );
    const turn = waitlist.slice(served, served + copies.length).map(({ number }) => number);
    if (ready.map(({ number }) => number).join() !== turn.join())
      throw new Error('Somebody in the queue was overtaken.');
    took.collected.push(
      await timed(ready, async ({ number, barcode }) =>
        done(await post('/loans/checkout', { barcode, membershipNumber: number }), 201),
      ),
    );
  }
  if ((await queue()).some(({ status }) => status !== 'fulfilled')) throw new Error('Somebody never had the book.');
  return { returned: together(took.returned), collected: together(took.collected) };
}

function done({ status, text }: { status: number; text: string }, wanted: number): void {
  if (status !== wanted) throw new Error(`Answered with ${status}: ${text}`);
}

type Timed = Figures & { took: number[]; seconds: number };

/** Does it for each, at sixteen desks at once. */
async function timed<Thing>(things: readonly Thing[], act: (thing: Thing) => Promise<void>): Promise<Timed> {
  const left = [...things].reverse();
  const took: number[] = [];
  const began = performance.now();
  await runLoop({
    clients: 16,
    seconds: 600,
    call: async () => {
      const thing = left.pop();
      if (thing === undefined) return false;
      const sent = performance.now();
      await act(thing);
      took.push(performance.now() - sent);
      return true;
    },
  });
  const seconds = (performance.now() - began) / 1000;
  return { ...figuresOf(took, seconds), took, seconds };
}

/** The figures of several waves as one. */
const together = (waves: readonly Timed[]): Figures =>
  figuresOf(
    waves.flatMap(({ took }) => took),
    waves.reduce((sum, { seconds }) => sum + seconds, 0),
  );
