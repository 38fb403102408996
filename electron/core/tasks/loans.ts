import { loansApi } from '#shared/contract/api/loans.ts';
import type { DeskReturn } from '#shared/contract/bridge/loans.ts';
import type { OutboxRow } from '#shared/contract/desk.ts';
import type { Condition } from '#shared/contract/vocabulary.ts';
import type { BranchDesk } from '../branch-desk.ts';
import type { TaskGroup } from '../bridge-host.ts';
import type { Desk } from '../desk.ts';
import { sentences } from '../sentences.ts';
import { deskProblem } from '../server/answered.ts';
import { claim, notEnrolled } from './outcome.ts';

/** A person with a copy in the hand waits this long for the server; then the return is queued. */
const promptMs = 3500;

/** Lending and renewing are claims; a return is an observation, and is on the disk before anything else happens. */
export const loansTasks = (desk: Desk): TaskGroup<'loans'> => ({
  'loans.checkout': (order) =>
    claim(desk, loansApi.checkout, ({ enrolment }) => ({ body: { ...order, branchId: enrolment.branch.id } })),

  'loans.renew': ({ loanId, override }) =>
    claim(desk, loansApi.renewLoan, () => ({ params: { id: loanId }, body: override ? { override } : {} })),

  'loans.return': ({ barcode, condition }) => returnCopy(desk, barcode, condition),
});

async function returnCopy(desk: Desk, barcode: string, condition: Condition | undefined): Promise<DeskReturn> {
  const branchDesk = desk.branchDesk();
  if (!branchDesk) return notEnrolled();
  const { enrolment, client, sender } = branchDesk;
  const order = { barcode, branchId: enrolment.branch.id, ...(condition ? { condition } : {}) };
  const recorded = desk.outbox.record(order, client.clock.now(), titleOf(branchDesk, barcode));
  if (recorded.kind === 'not_kept') {
    return { kind: 'refused', problem: deskProblem('NOT_KEPT', 507, recorded.sentence) };
  }

  if (branchDesk.isOffline()) {
    branchDesk.nudge();
    sender.kick();
    return queued(recorded.row, sentences.returnQueued);
  }
  const prompt = await sender.promptAnswer(recorded.row.id, promptMs);
  if (prompt?.kind === 'done') return prompt;
  if (prompt?.kind === 'refused') return { kind: 'refused', problem: prompt.problem };
  branchDesk.nudge();
  return queued(recorded.row, branchDesk.isOffline() ? sentences.returnQueued : sentences.returnWaits);
}

const queued = (row: OutboxRow, sentence: string): DeskReturn => ({
  kind: 'queued',
  observation: row,
  title: row.title,
  sentence,
});

/** A title is good to have and nothing more: a cache in trouble stops no return. */
function titleOf({ cache }: BranchDesk, barcode: string): string | null {
  try {
    return cache.reader.copy(barcode).book?.title ?? null;
  } catch (error) {
    console.error('The cache could not be read for a title.', error);
    return null;
  }
}
