import { setTimeout as pause } from 'node:timers/promises';
import type { BusyLibrary } from '../../sync-server/invariants/testing/busy-library.ts';
import { testPassword } from '../../sync-server/testing/made.ts';
import type { Random } from '../demo/random.ts';
import { type Claim, claimSomething } from './claims.ts';
import { DeskEnded, DeskMachine } from './desk-machine.ts';
import { deskFolder, type Premises } from './premises.ts';

/** A desk, and what it said to the person who stands at it. */
export type DeskAtWork = {
  name: string;
  machine: DeskMachine;
  branchId: string;
  /** What it said to be queued, and when in truth that was seen, whatever its clock says: between two moments. */
  queued: { id: string; from: number; until: number }[];
  claims: Claim[];
  /** How many observations it took, queued or answered at once. */
  taken: number;
  /** Whether its cache was damaged on its disk. */
  wasDamaged: boolean;
  /** What its count has taken; null where it takes part in none. */
  count: { id: string; barcodes: Set<string> } | null;
};

const liveWithinMs = 60_000;

/** A desk in each branch, enrolled over the line; the second one counts its branch. */
export async function openDesks(premises: Premises, busy: BusyLibrary): Promise<DeskAtWork[]> {
  const desks = busy.branches.map((branchId, n) => openDesk(premises, busy, { branchId, name: `desk-${n + 1}` }));
  const opened = await Promise.all(desks);
  const counting = opened[1];
  if (!counting) throw new Error('There are not enough desks.');
  const answer = await counting.machine.call('stocktakes.open', {});
  if (answer.kind !== 'done') throw new Error(`No count was opened: ${JSON.stringify(answer)}`);
  counting.count = { id: answer.answer.id, barcodes: new Set() };
  return opened;
}

async function openDesk(premises: Premises, busy: BusyLibrary, { branchId, name }: { branchId: string; name: string }) {
  const machine = new DeskMachine(await deskFolder(premises, `${busy.library.slug}-${name}`));
  await machine.start();
  const { number } = busy.library.staff.admin;
  const login = { serverUrl: premises.line.url, tenant: busy.library.slug, number, password: testPassword };
  await machine.call('desk.enrol', { ...login, branchId, name });
  await machine.until(({ connection }) => connection.kind === 'live', liveWithinMs);
  await machine.call('session.signIn', { number, password: testPassword });
  return { name, machine, branchId, queued: [], claims: [], taken: 0, wasDamaged: false, count: null } as DeskAtWork;
}

type Shift = { busy: BusyLibrary; random: Random; isOver: () => boolean };

/** Copies go through somebody's hands at this desk until the shift is over, whatever happens to the desk. */
export async function workAtDesk(desk: DeskAtWork, { busy, random, isOver }: Shift): Promise<void> {
  while (!isOver()) {
    try {
      await (random.chance(0.3) ? claim(desk, busy, random) : observe(desk, random.pick(busy.barcodes), random));
    } catch (error) {
      if (!(error instanceof DeskEnded)) throw error;
      await pause(50);
    }
    await pause(random.between(20, 150));
  }
}

async function claim(desk: DeskAtWork, busy: BusyLibrary, random: Random): Promise<void> {
  const made = await claimSomething(desk.machine, busy, random);
  if (made) desk.claims.push(made);
}

async function observe(desk: DeskAtWork, barcode: string, random: Random): Promise<void> {
  const { machine, count } = desk;
  if (count && random.chance(0.3)) {
    const answer = await machine.call('stocktakes.scan', { barcode });
    if (answer.kind === 'counted') count.barcodes.add(barcode);
    return;
  }
  const call = random.chance(0.8) ? 'loans.return' : 'transfers.receive';
  const from = Date.now();
  const answer = await machine.call(call, { barcode });
  if (answer.kind === 'refused') return;
  desk.taken += 1;
  if (answer.kind === 'queued') desk.queued.push({ id: answer.observation.id, from, until: Date.now() });
}

/** Waits until all of them are live and have nothing left to send. */
export async function settle(desks: readonly DeskAtWork[]): Promise<void> {
  await Promise.all(
    desks.map(async ({ machine, count }) => {
      await machine.until(({ connection, outbox }) => connection.kind === 'live' && outbox.queued === 0, liveWithinMs);
      const endsAt = Date.now() + liveWithinMs;
      while (count && Date.now() < endsAt) {
        const { counting } = await machine.call('stocktakes.counting', {});
        if (!counting || counting.unsent === 0) return;
        await pause(50);
      }
    }),
  );
}
