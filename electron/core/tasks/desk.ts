import { libraryApi } from '#shared/contract/api/library.ts';
import type { CallInput } from '#shared/contract/bridge.ts';
import type { TaskGroup } from '../bridge-host.ts';
import type { Desk } from '../desk.ts';
import { sentences } from '../sentences.ts';
import { deskRefusal } from '../server/answered.ts';
import type { ServerClient } from '../server/client.ts';
import { SetUp } from '../session/set-up.ts';
import { allBranches } from '../settings/library-file.ts';
import { outcome } from './outcome.ts';

export function deskTasks(desk: Desk): TaskGroup<'desk'> {
  const setUp = new SetUp(desk.surroundings.clock, desk.log);
  return {
    'desk.state': () => desk.state(),

    'desk.branches'() {
      const branchDesk = desk.branchDesk();
      return { branches: branchDesk?.library.facts()?.branches ?? (branchDesk ? [branchDesk.branch()] : []) };
    },

    'desk.listBranches': async (login) =>
      outcome(await setUp.step(login, listBranches), sentences.serverNotFound(login.serverUrl)),

    async 'desk.enrol'(login) {
      const answered = await setUp.step(login, (client, as) => enrol(desk, login, client, as));
      // Without a line the same step can be tried again; anything else was the server's last word.
      if (answered.kind !== 'unreachable') setUp.end();
      return outcome(answered, sentences.serverNotFound(login.serverUrl));
    },
  };
}

async function listBranches(client: ServerClient, as: string) {
  const branches = await allBranches(client, as);
  if (branches.kind !== 'done') return branches;
  return { kind: 'done' as const, answer: { branches: branches.answer } };
}

async function enrol(desk: Desk, order: CallInput<'desk.enrol'>, client: ServerClient, as: string) {
  const { serverUrl, tenant, branchId, name } = order;
  const waits = whatWaitsHere(desk, order);
  if (waits) return waits;
  const branches = await allBranches(client, as);
  if (branches.kind !== 'done') return branches;
  const branch = branches.answer.find(({ id }) => id === branchId);
  if (!branch) return deskRefusal('BRANCH_NOT_FOUND', 404, 'There is no such branch.');
  const enrolled = await client.call(libraryApi.enrolDesk, { body: { branchId, name }, as });
  if (enrolled.kind !== 'done') return enrolled;
  // A copy may have been returned while the server was asked.
  const waitsSince = whatWaitsHere(desk, order);
  if (waitsSince) return waitsSince;
  const { id: deskId, name: deskName, key } = enrolled.answer;
  await desk.enrol({ serverUrl, tenant, deskId, deskName, branch }, key);
  return { kind: 'done' as const, answer: {} };
}

/**
 * Why a desk may not move, if it is to: the server takes what was seen at a desk's own branch, so that what is queued here
 * could never go up from another one.
 */
function whatWaitsHere(desk: Desk, { tenant, branchId }: CallInput<'desk.enrol'>) {
  const waiting = desk.outbox.report().queued;
  const present = desk.branchDesk()?.enrolment ?? desk.file.settings().enrolment;
  // A desk whose settings were damaged does not know any more which one it was; what is queued says where it was seen.
  const seenAt = present?.branch.id ?? desk.outbox.queuedAt();
  const isElsewhere = (present !== null && present.tenant !== tenant) || (seenAt !== null && seenAt !== branchId);
  if (waiting === 0 || !isElsewhere) return null;
  return deskRefusal('OUTBOX_NOT_EMPTY', 409, sentences.outboxNotEmpty(waiting));
}
