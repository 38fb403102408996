import { libraryApi } from '#shared/contract/api/library.ts';
import { lastOpenDay } from '#shared/rules/returned-at.ts';
import type { BranchDesk } from '../branch-desk.ts';
import type { Desk } from '../desk.ts';
import { DeskError } from '../desk-error.ts';
import { sentences } from '../sentences.ts';

const patienceMs = 2000;

/**
 * The day for which the book drop counts: the branch's last open one. Without a line only the weekly hours are known; a
 * day on which the branch was closed is free of fines anyway, so that it costs nobody anything.
 */
export async function bookDropDay(desk: Desk): Promise<{ day: string; live: boolean }> {
  const branchDesk = desk.branchDesk();
  if (!branchDesk) throw new DeskError(sentences.notEnrolled);
  const closures = await closuresOf(branchDesk);
  const { timeZone, openingHours } = branchDesk.branch();
  const closedDates = new Set(closures?.map(({ date }) => date));
  const day = lastOpenDay(branchDesk.client.clock.now(), { timeZone, openingHours, closedDates });
  return { day, live: closures !== null };
}

async function closuresOf(branchDesk: BranchDesk) {
  if (branchDesk.isOffline()) return null;
  const { client, authorization, enrolment } = branchDesk;
  const params = { id: enrolment.branch.id };
  const answered = await client.call(libraryApi.listClosures, { params, as: authorization, patienceMs });
  return answered.kind === 'done' ? answered.answer.closures : null;
}
