import type { BranchDesk } from '../branch-desk.ts';
import type { TaskGroup } from '../bridge-host.ts';
import type { Desk } from '../desk.ts';
import { sentences } from '../sentences.ts';
import type { Answered } from '../server/answered.ts';
import { notEnrolled, type Outcome, outcome } from './outcome.ts';

export const sessionTasks = (desk: Desk): TaskGroup<'session'> => ({
  'session.signIn': ({ number, ...secret }) => entering(desk, ({ session }) => session.signIn(number, secret)),

  'session.unlock': (secret) => entering(desk, ({ session }) => session.unlock(secret)),

  'session.signOut'() {
    desk.branchDesk()?.session.signOut();
    return {};
  },

  'session.touch'() {
    desk.branchDesk()?.session.touch();
    return {};
  },
});

type Nothing = Record<string, never>;

/** Only the server knows passwords: it is asked even if the line was down a moment ago. */
async function entering(
  desk: Desk,
  enter: (branchDesk: BranchDesk) => Promise<Answered<undefined>>,
): Promise<Outcome<Nothing>> {
  const branchDesk = desk.branchDesk();
  if (!branchDesk) return notEnrolled();
  const answered = await enter(branchDesk);
  branchDesk.nudge();
  if (answered.kind === 'done') return { kind: 'done', answer: {} };
  return outcome(answered, sentences.offlineSignIn);
}
