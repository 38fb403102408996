import { isDeepStrictEqual } from 'node:util';
import type pg from 'pg';
import type { OutboxRow } from '../../shared/contract/desk.ts';
import type { Database } from '../../sync-server/db/database.ts';
import { hashedKey } from '../../sync-server/db/sealing.ts';
import { checkDesk } from '../check-library/desk/check-desk.ts';
import type { DeskAtWork } from './desks.ts';
import { historyOf, joined, shownText } from './history.ts';
import { countedBarcodes, keptAnswers, loansSince, standingOf } from './queries.ts';
import { sightingFindings } from './sightings.ts';
import type { Run } from './verify.ts';

/** The desks learn what the server's clock says to some two seconds. */
const clocksDifferByMs = 3000;

type Databases = { owner: pg.Pool; database: Database };

/** What desks took and show, against what the database has. They must be settled. */
export async function deskFindings(run: Run, { owner, database }: Databases): Promise<string[]> {
  const { tenantId, slug } = run.busy.library;
  const { rows } = await owner.query<{ key: string; count: number }>(keptAnswers, [tenantId]);
  const kept = new Map(rows.map(({ key, count }) => [key, count]));
  const now = await historyOf(owner, tenantId);
  const history = run.takenBack ? joined(run.takenBack.history, now, run.takenBack.until) : now;
  const found: string[] = [];
  for (const desk of run.desks) {
    found.push(
      ...(await observationFindings(run, desk, kept, owner)),
      ...(await countFindings(run, desk, owner)),
      ...(await cacheFindings(run, desk, owner)),
      ...sightingFindings(
        { name: desk.name, seen: run.seen.get(desk.name) ?? [], mayGoBack: desk.wasDamaged },
        history,
      ),
    );
    const report = await checkDesk(database, [{ id: tenantId, slug }], desk.machine.cacheFile());
    if (!report.isSound) found.push(`${desk.name}: ${report.lines.join(' ')}`);
  }
  return found;
}

/** Whatever was queued is there, dated as it was seen, and was applied once or is explained. */
async function observationFindings(
  { busy, takenBack, isDoubled }: Run,
  desk: DeskAtWork,
  kept: ReadonlyMap<string, number>,
  owner: pg.Pool,
): Promise<string[]> {
  const rows = await desk.machine.observations();
  const byId = new Map(rows.map((row) => [row.id, row]));
  const lost = desk.queued
    .filter(({ id }) => !byId.has(id))
    .map(({ id }) => `${desk.name} said that it had ${id}, and lost it.`);
  const tooFew =
    rows.length < desk.taken ? [`${desk.name} took ${desk.taken} observations and has ${rows.length}.`] : [];
  const wrong = rows.flatMap((row) => {
    const trouble = troubleWith(row, kept.get(hashedKey(row.id)) ?? 0, {
      isTakenBack: takenBack?.observations.has(row.id) ?? false,
      isDoubled,
    });
    return trouble ? [`${desk.name}: ${row.kind} ${row.id} (${row.state}) ${trouble}.`] : [];
  });
  const misdated = await Promise.all(
    desk.queued.map((queued) =>
      misdating(queued, byId.get(queued.id), {
        tenantId: busy.library.tenantId,
        owner,
        isTakenBack: takenBack !== null,
      }),
    ),
  );
  return [
    ...lost,
    ...tooFew,
    ...wrong,
    ...misdated.flatMap((sentence) => (sentence ? [`${desk.name}: ${sentence}`] : [])),
  ];
}

type Queued = DeskAtWork['queued'][number];

/** Whatever the desk's clock said: an observation is of when it was made, and gives way only to what came after. */
async function misdating(
  { id, from, until }: Queued,
  row: OutboxRow | undefined,
  { tenantId, owner, isTakenBack }: { tenantId: string; owner: pg.Pool; isTakenBack: boolean },
): Promise<string | null> {
  if (!row?.order) return null;
  const dated = Date.parse(row.observedAt);
  const isRight = dated > from - clocksDifferByMs && dated < until + clocksDifferByMs;
  if (!isRight) return `${row.kind} ${id} of ${new Date(from).toISOString()} is dated ${row.observedAt}.`;
  // The newer loan may be among what a restore took back.
  if (row.answer?.outcome !== 'superseded' || isTakenBack) return null;
  const { rowCount } = await owner.query(loansSince, [tenantId, row.order.barcode, new Date(from - clocksDifferByMs)]);
  return rowCount ? null : `${row.kind} ${id} gave way to a newer loan, and there is none.`;
}

function troubleWith(
  row: OutboxRow,
  answersKept: number,
  excuses: { isTakenBack: boolean; isDoubled: boolean },
): string | null {
  const { isTakenBack, isDoubled } = excuses;
  if (row.state === 'queued') return 'is still queued';
  if (row.state === 'needs_attention' && !row.advice) return 'needs attention, and nobody says why';
  // Only the server's own refusal of this very observation ends it.
  if (row.problem && (row.problem.status >= 500 || [401, 403, 429].includes(row.problem.status)))
    return `was given up for what passes: ${row.problem.code}`;
  const wasApplied = row.answer !== null;
  if (wasApplied && answersKept === 0 && !isTakenBack)
    return 'was applied, says the desk; the server knows nothing of it';
  if (!wasApplied && answersKept > 0 && !isDoubled) return 'was refused, says the desk; the server applied it';
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
    const standing = rows.map((row) => `${row.id} ${shownText(row)}`);
    const cached = (await desk.machine.cachedCopies()).map((copy) => `${copy.id} ${shownText(copy)}`).sort();
    if (isDeepStrictEqual(cached, standing)) return [];
    if (Date.now() > endsAt)
      return [`${desk.name} shows ${JSON.stringify(cached)}; the server has ${JSON.stringify(standing)}.`];
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
