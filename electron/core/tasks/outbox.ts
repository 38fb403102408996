import type { TaskGroup } from '../bridge-host.ts';
import type { Desk } from '../desk.ts';
import { DeskError } from '../desk-error.ts';
import { sentences } from '../sentences.ts';

export const outboxTasks = (desk: Desk): TaskGroup<'outbox'> => ({
  'outbox.list': ({ offset, limit }) => desk.outbox.list(offset, limit),

  /** That an entry has been seen to is somebody's word: somebody must be signed in. */
  'outbox.settle'({ id }) {
    if (desk.branchDesk()?.session.state().kind !== 'signed_in') throw new DeskError(sentences.notSignedIn);
    desk.outbox.settle(id);
    return {};
  },
});
