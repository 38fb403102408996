import { authApi } from '#shared/contract/api/auth.ts';
import { libraryApi } from '#shared/contract/api/library.ts';
import type { CallInput } from '#shared/contract/bridge.ts';
import type { TaskGroup } from '../bridge-host.ts';
import type { Desk } from '../desk.ts';
import { sentences } from '../sentences.ts';
import { type Answered, deskRefusal } from '../server/answered.ts';
import { createServerClient, type ServerClient } from '../server/client.ts';
import { asPerson } from '../server/request.ts';
import { allBranches } from '../settings/library-file.ts';
import { outcome } from './outcome.ts';

export const deskTasks = (desk: Desk): TaskGroup<'desk'> => ({
  'desk.state': () => desk.state(),

  'desk.branches'() {
    const branchDesk = desk.branchDesk();
    return { branches: branchDesk?.library.facts()?.branches ?? (branchDesk ? [branchDesk.branch()] : []) };
  },

  'desk.listBranches': async (login) =>
    outcome(await asManager(desk, login, listBranches), sentences.serverNotFound(login.serverUrl)),

  'desk.enrol': async (login) =>
    outcome(
      await asManager(desk, login, (client, as) => enrol(desk, login, client, as)),
      sentences.serverNotFound(login.serverUrl),
    ),
});

type Login = CallInput<'desk.listBranches'>;

/** Signs in only for this: the session is ended as soon as the work is done. */
async function asManager<T>(
  desk: Desk,
  { serverUrl, tenant, number, password, otp }: Login,
  work: (client: ServerClient, as: string) => Promise<Answered<T>>,
): Promise<Answered<T>> {
  const client = createServerClient(serverUrl, desk.surroundings.clock.now);
  const body = { tenant, number, password, ...(otp ? { otp } : {}) };
  const login = await client.call(authApi.login, { body });
  if (login.kind !== 'done') return login;
  const { accessToken, refreshToken } = login.answer;
  try {
    return await work(client, asPerson(accessToken));
  } finally {
    void client.tell(authApi.logout, { body: { refreshToken } });
  }
}

async function listBranches(client: ServerClient, as: string) {
  const branches = await allBranches(client, as);
  if (branches.kind !== 'done') return branches;
  return { kind: 'done' as const, answer: { branches: branches.answer } };
}

async function enrol(desk: Desk, order: CallInput<'desk.enrol'>, client: ServerClient, as: string) {
  const { serverUrl, tenant, branchId, name } = order;
  const waiting = desk.outbox.counts().queued;
  const present = desk.branchDesk()?.enrolment ?? desk.file.settings().enrolment;
  if (waiting > 0 && present && present.tenant !== tenant) {
    return deskRefusal('OUTBOX_NOT_EMPTY', 409, sentences.outboxNotEmpty(waiting));
  }
  const branches = await allBranches(client, as);
  if (branches.kind !== 'done') return branches;
  const branch = branches.answer.find(({ id }) => id === branchId);
  if (!branch) return deskRefusal('BRANCH_NOT_FOUND', 404, 'There is no such branch.');
  const enrolled = await client.call(libraryApi.enrolDesk, { body: { branchId, name }, as });
  if (enrolled.kind !== 'done') return enrolled;
  const { id: deskId, name: deskName, key } = enrolled.answer;
  await desk.enrol({ serverUrl, tenant, deskId, deskName, branch }, key);
  return { kind: 'done' as const, answer: {} };
}
