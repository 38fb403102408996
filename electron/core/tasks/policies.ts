import { libraryApi } from '#shared/contract/api/library.ts';
import { policiesApi } from '#shared/contract/api/policies.ts';
import type { CallInput } from '#shared/contract/bridge.ts';
import type { Branch } from '#shared/contract/records.ts';
import type { TaskGroup } from '../bridge-host.ts';
import type { Desk } from '../desk.ts';
import { claim, type Outcome } from './outcome.ts';

const perPage = 20;

/** Rules and calendars are the server's: nothing of them is changed while the line is down. */
export const policiesTasks = (desk: Desk): TaskGroup<'policies'> => ({
  'policies.read': () => readWithBranches(desk),

  'policies.replace': (order) => claim(desk, policiesApi.replacePolicies, () => ({ body: order })),

  'policies.versions': ({ cursor }) =>
    claim(desk, policiesApi.policyVersions, () => ({ query: { limit: perPage, ...(cursor ? { cursor } : {}) } })),

  'policies.closures': ({ branchId, from }) =>
    claim(desk, libraryApi.listClosures, () => ({ params: { id: branchId }, query: { from } })),

  'policies.changeHours': ({ branchId, openingHours }) =>
    claim(desk, libraryApi.changeBranch, () => ({ params: { id: branchId }, body: { openingHours } })),

  'policies.changeClosures': (change) => changeClosures(desk, change),
});

async function readWithBranches(desk: Desk) {
  const rules = await claim(desk, policiesApi.readPolicies, () => ({}));
  if (rules.kind !== 'done') return rules;
  const branches = await everyBranch(desk);
  if (branches.kind !== 'done') return branches;
  return { kind: 'done' as const, answer: { ...rules.answer, branches: branches.answer } };
}

async function everyBranch(desk: Desk): Promise<Outcome<Branch[]>> {
  const branches: Branch[] = [];
  for (;;) {
    const query = { limit: 100, offset: branches.length };
    const page = await claim(desk, libraryApi.listBranches, () => ({ query }));
    if (page.kind !== 'done') return page;
    branches.push(...page.answer.data);
    if (!page.answer.meta.hasMore || page.answer.data.length === 0) return { kind: 'done', answer: branches };
  }
}

/** The server takes the whole list: it is read just before, so that another manager's days are not lost. */
async function changeClosures(desk: Desk, { branchId, close, open }: CallInput<'policies.changeClosures'>) {
  const params = { id: branchId };
  const present = await claim(desk, libraryApi.listClosures, () => ({ params, query: {} }));
  if (present.kind !== 'done') return present;
  const changed = new Set([...open, ...close.map(({ date }) => date)]);
  const closures = [...present.answer.closures.filter(({ date }) => !changed.has(date)), ...close];
  return claim(desk, libraryApi.replaceClosures, () => ({ params, body: { closures } }));
}
