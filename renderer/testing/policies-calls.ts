import type { PolicyVersion } from '#shared/contract/api/policies.ts';
import { defaultTerms, type Policy } from '#shared/contract/policy.ts';
import type { Closure, Person } from '#shared/contract/records.ts';
import { permissionsOf } from '#shared/rules/permissions.ts';
import { differenceOf, type WantedPolicy } from '#shared/rules/policy-list.ts';
import { hillBranch, id, mainBranch } from './example-records.ts';
import { offline, refused } from './problem.ts';
import type { CallsOf, TestHost } from './test-host.ts';

/** Somebody who may change the library's rules. */
export const admin: Person = {
  id: id(6, 2),
  role: 'admin',
  name: 'Ingrid Aaltonen',
  number: '29390000120018',
  branchId: mainBranch.id,
  permissions: permissionsOf('admin'),
};

const everything = { ...defaultTerms, category: null, itemType: null, branchId: null };
const seeds: WantedPolicy[] = [
  everything,
  { ...everything, category: 'student', loanDays: 28 },
  { ...everything, itemType: 'new_release', loanDays: 14, fineCentsPerDay: 50 },
  { ...everything, itemType: 'reference', lendable: false },
  { ...everything, branchId: hillBranch.id, loanDays: 14, maxRenewals: 1 },
];

/** A library's rules and calendars in memory; `changeElsewhere` is another admin at another desk. */
export function policiesCalls(host: TestHost): CallsOf<'policies'> {
  let ids = 0;
  const withId = (row: WantedPolicy): Policy => ({ ...row, id: id(9, ++ids) });
  let rules = { version: 3, policies: seeds.map(withId) };
  const versions: PolicyVersion[] = [];
  const branches = [mainBranch, hillBranch];
  const closures = new Map<string, Closure[]>([[mainBranch.id, [{ date: '2026-12-25', reason: 'Christmas Day' }]]]);

  function replace(wanted: readonly WantedPolicy[]) {
    const policies = wanted.map(withId);
    const actor = { kind: 'staff' as const, id: admin.id, name: admin.name };
    const at = '2026-11-22T10:15:00.000Z';
    versions.unshift({ version: rules.version + 1, at, actor, ...differenceOf(rules.policies, policies) });
    rules = { version: rules.version + 1, policies };
    return rules;
  }
  host.changeRulesElsewhere = (change) => void replace(change(rules.policies));

  return {
    'policies.read': () =>
      host.isOffline ? offline() : { kind: 'done', answer: { ...rules, branches: structuredClone(branches) } },
    'policies.replace': ({ version, policies }) => {
      if (host.isOffline) return offline();
      if (version !== rules.version) return refused('POLICY_CHANGED', { version: rules.version, yours: version });
      return { kind: 'done', answer: replace(policies) };
    },
    'policies.versions': () =>
      host.isOffline ? offline() : { kind: 'done', answer: { data: versions, cursor: null } },
    'policies.closures': ({ branchId }) =>
      host.isOffline ? offline() : { kind: 'done', answer: { closures: closures.get(branchId) ?? [] } },
    'policies.changeHours': ({ branchId, openingHours }) => {
      const branch = branches.find((known) => known.id === branchId);
      if (host.isOffline) return offline();
      if (!branch) return refused('BRANCH_NOT_FOUND');
      branches[branches.indexOf(branch)] = { ...branch, openingHours };
      return { kind: 'done', answer: { ...branch, openingHours } };
    },
    'policies.changeClosures': ({ branchId, close, open }) => {
      if (host.isOffline) return offline();
      const kept = (closures.get(branchId) ?? []).filter(({ date }) => !open.includes(date));
      const changed = [...kept, ...close].toSorted((a, b) => a.date.localeCompare(b.date));
      closures.set(branchId, changed);
      return { kind: 'done', answer: { closures: changed } };
    },
  };
}
