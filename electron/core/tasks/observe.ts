import type { DeskReturn } from '#shared/contract/bridge/loans.ts';
import type { NewObservation, Observation } from '#shared/contract/desk.ts';
import type { BranchDesk } from '../branch-desk.ts';
import type { Desk } from '../desk.ts';
import { sentences } from '../sentences.ts';
import { deskProblem } from '../server/answered.ts';
import { notEnrolled } from './outcome.ts';

/** A person with a copy in the hand waits this long for the server; then the observation is queued. */
const promptMs = 3500;

/**
 * A copy is in somebody's hand. That is on the disk before anything else happens; then the server says what to do with
 * it, now or when the line is back. It needs nobody to be signed in.
 */
export async function observeCopy(desk: Desk, at: (branchId: string) => NewObservation): Promise<DeskReturn> {
  const branchDesk = desk.branchDesk();
  if (!branchDesk) return notEnrolled();
  const { enrolment, client, sender } = branchDesk;
  const observed = at(enrolment.branch.id);
  const recorded = desk.outbox.record(observed, client.clock.now(), titleOf(branchDesk, observed.order.barcode));
  if (recorded.kind === 'not_kept') {
    return { kind: 'refused', problem: deskProblem('NOT_KEPT', 507, recorded.sentence) };
  }

  if (branchDesk.isOffline()) {
    branchDesk.nudge();
    sender.kick();
    return queued(recorded.row, sentences.queued[observed.kind]);
  }
  const prompt = await sender.promptAnswer(recorded.row.id, promptMs);
  if (prompt?.kind === 'done') return prompt;
  if (prompt?.kind === 'refused') return { kind: 'refused', problem: prompt.problem };
  branchDesk.nudge();
  const why = branchDesk.isOffline() ? sentences.queued : sentences.waits;
  return queued(recorded.row, why[observed.kind]);
}

const queued = (row: Observation, sentence: string): DeskReturn => ({
  kind: 'queued',
  observation: row,
  title: row.title,
  sentence,
});

/** A title is good to have and nothing more: a cache in trouble stops no observation. */
function titleOf({ cache }: BranchDesk, barcode: string): string | null {
  try {
    return cache.reader.copy(barcode).book?.title ?? null;
  } catch (error) {
    console.error('The cache could not be read for a title.', error);
    return null;
  }
}
