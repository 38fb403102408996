import { isDeepStrictEqual } from 'node:util';
import type pg from 'pg';
import type { OutboxRow } from '../../shared/contract/desk.ts';
import { hashedKey } from '../../sync-server/db/sealing.ts';
import type { DeskAtWork } from './desks.ts';
import { countedBarcodes, keptAnswers, standingOf } from './queries.ts';
import type { Run } from './verify.ts';

/** What desks took and show, against what the database has. They must be settled. */
export async function deskFindings(run: Run, owner: pg.Pool): Promise<string[]> {
  const { rows } = await owner.query<{ key: string; count: number }>(keptAnswers, [run.busy.library.tenantId]);
  const kept = new Map(rows.map(({ key, count }) => [key, count]));
  const found = await Promise.all(
    run.desks.map(async (desk) => [
      ...(await observationFindings(run, desk, kept)),
      ...(await countFindings(run, desk, owner)),
      ...(await cacheFindings(run, desk, owner)),
    ]),
  );
  return found.flat();
}

/** Whatever was queued is there, and was applied once or is explained. */
async function observationFindings({ takenBack }: Run, desk: DeskAtWork, kept: ReadonlyMap<string, number>) {
  const rows = await desk.machine.observations();
  const ids = new Set(rows.map(({ id }) => id));
  const lost = desk.queued
    .filter((id) => !ids.has(id))
    .map((id) => `${desk.name} said that it had ${id}, and lost it.`);
  const tooFew =
    rows.length < desk.taken ? [`${desk.name} took ${desk.taken} observations and has ${rows.length}.`] : [];
  const wrong = rows.flatMap((row) => {
    const trouble = troubleWith(row, kept.get(hashedKey(row.id)) ?? 0, takenBack?.observations.has(row.id) ?? false);
    return trouble ? [`${desk.name}: ${row.kind} ${row.id} (${row.state}) ${trouble}.`] : [];
  });
  return [...lost, ...tooFew, ...wrong];
}

function troubleWith(row: OutboxRow, answersKept: number, isTakenBack: boolean): string | null {
  if (row.state === 'queued') return 'is still queued';
  if (row.state === 'needs_attention' && !row.advice) return 'needs attention, and nobody says why';
  const wasApplied = row.answer !== null;
  if (wasApplied && answersKept === 0 && !isTakenBack)
    return 'was applied, says the desk; the server knows nothing of it';
  if (!wasApplied && answersKept > 0) return 'was refused, says the desk; the server applied it';
  return answersKept > 1 ? 'was applied more than once' : null;
}

async function countFindings({ takenBack }: Run, desk: DeskAtWork, owner: pg.Pool): Promise<string[]> {
  const { name, count, machine } = desk;
  // What was counted and sent between a backup and its restore is in no database any more.
  if (!count || takenBack) return [];
  const { rows } = await owner.query<{ barcode: string }>(countedBarcodes, [count.id]);
  const counted = new Set(rows.map(({ barcode }) => barcode));
  const missing = [...count.barcodes].filter((barcode) => !counted.has(barcode));
  if (missing.length === 0) return [];
  const { counting } = await machine.call('stocktakes.counting', {});
  const says = `unsent ${counting?.unsent}, refused ${JSON.stringify(counting?.refused)}`;
  return [`${name} counted ${missing.join(', ')}, and the count does not have them (${says}).`];
}

/** A change takes a moment to reach the desk; after that its cache is what the server has. */
async function cacheFindings({ busy }: Run, desk: DeskAtWork, owner: pg.Pool): Promise<string[]> {
  const endsAt = Date.now() + 20_000;
  for (;;) {
    const { rows } = await owner.query(standingOf, [busy.library.tenantId, desk.branchId]);
    const cached = (await desk.machine.cachedCopies())
      .map(({ id, status, homeBranchId, currentBranchId }) => ({ id, status, homeBranchId, currentBranchId }))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    if (isDeepStrictEqual(cached, rows)) return [];
    if (Date.now() > endsAt)
      return [`${desk.name} shows ${JSON.stringify(cached)}; the server has ${JSON.stringify(rows)}.`];
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
