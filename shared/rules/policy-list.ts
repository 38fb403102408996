import type { Policy, PolicyTerms } from '#shared/contract/policy.ts';
import { scopeKey } from './policy.ts';

/** A row as an admin writes it: what it is for and its terms. Its id is the server's affair. */
export type WantedPolicy = Omit<Policy, 'id'>;

/** What is wrong with a list of rows, and where: the row's index, or null for the list as a whole. */
export type PolicyFault = { row: number | null; field: keyof WantedPolicy | null; message: string };

/** Why a list of rows cannot stand, in sentences for whoever wrote it. */
export function faultsOf(wanted: readonly WantedPolicy[]): PolicyFault[] {
  const first = new Map<string, number>();
  const rows = wanted.flatMap((row, index) => [...twiceTheSame(first, row, index), ...capsBelowADay(row, index)]);
  return hasRowForEverything(wanted) ? rows : [missingRow, ...rows];
}

const missingRow: PolicyFault = {
  row: null,
  field: null,
  message: 'One row must be for every category, item type and branch: it is used where no other fits.',
};

const hasRowForEverything = (wanted: readonly WantedPolicy[]): boolean =>
  wanted.some(({ category, itemType, branchId }) => !category && !itemType && !branchId);

/** `first` remembers where each scope was met first. */
function twiceTheSame(first: Map<string, number>, row: WantedPolicy, index: number): PolicyFault[] {
  const met = first.get(scopeKey(row));
  if (met === undefined) {
    first.set(scopeKey(row), index);
    return [];
  }
  const message = `This row is for the same category, item type and branch as row ${met + 1}. Only one of them can stand.`;
  return [{ row: index, field: null, message }];
}

/** A cap below one day's fine is a slip of the pen: whoever wants no fine says so by a fine of nothing. */
function capsBelowADay({ fineCentsPerDay, ...caps }: WantedPolicy, index: number): PolicyFault[] {
  const sentences = {
    fineCapLoanCents: 'The most that a loan can cost is less than the fine for one day. For no fine, make the fine 0.',
    fineCapMemberCents: 'The most that a member can owe in fines is less than the fine for one day.',
  } as const satisfies Partial<Record<keyof PolicyTerms, string>>;
  return (['fineCapLoanCents', 'fineCapMemberCents'] as const)
    .filter((field) => caps[field] < fineCentsPerDay)
    .map((field) => ({ row: index, field, message: sentences[field] }));
}

/** What a new list does to the one in force. A row for the same with other terms is changed, not removed and added. */
export type PolicyDifference<Row extends WantedPolicy> = {
  added: Row[];
  removed: Policy[];
  changed: { before: Policy; after: Row }[];
};

export function differenceOf<Row extends WantedPolicy>(
  inForce: readonly Policy[],
  wanted: readonly Row[],
): PolicyDifference<Row> {
  const known = new Map(inForce.map((row) => [scopeKey(row), row]));
  const kept = new Set(wanted.map(scopeKey));
  return {
    added: wanted.filter((row) => !known.has(scopeKey(row))),
    removed: inForce.filter((row) => !kept.has(scopeKey(row))),
    changed: wanted.flatMap((after) => {
      const before = known.get(scopeKey(after));
      return before && changedTerms(before, after).length > 0 ? [{ before, after }] : [];
    }),
  };
}

export const isNoDifference = ({ added, removed, changed }: PolicyDifference<WantedPolicy>): boolean =>
  added.length + removed.length + changed.length === 0;

/** The terms in which two rows for the same differ. */
export function changedTerms(before: Partial<WantedPolicy>, after: Partial<WantedPolicy>): string[] {
  const values = new Map<string, unknown>(Object.entries(before));
  const isTerm = (name: string) => !['id', 'category', 'itemType', 'branchId'].includes(name);
  return Object.entries(after)
    .filter(([name, value]) => isTerm(name) && values.get(name) !== value)
    .map(([name]) => name);
}

/** My list on top of theirs; `both` are the rows that both of us changed since `base`, where mine stands. */
export type MergedPolicies = { merged: WantedPolicy[]; both: WantedPolicy[] };

/**
 * What an editor's list comes to when somebody else was quicker: the rows that he left alone are as they are in force
 * now, those that he changed, added or removed are as he wants them.
 */
export function mergePolicies(
  base: readonly Policy[],
  inForce: readonly Policy[],
  mine: readonly WantedPolicy[],
): MergedPolicies {
  const mineToDo = differenceOf(base, mine);
  const theirs = differenceOf(base, inForce);
  const wanted = new Map([...mineToDo.added, ...mineToDo.changed.map(({ after }) => after)].map(keyed));
  const removed = new Set(mineToDo.removed.map(scopeKey));
  const stays = inForce.filter((row) => !removed.has(scopeKey(row)));
  const touched = new Set(
    [...theirs.added, ...theirs.removed, ...theirs.changed.map(({ after }) => after)].map(scopeKey),
  );
  return {
    merged: [
      ...stays.map((row) => wanted.get(scopeKey(row)) ?? row),
      ...[...wanted.values()].filter((row) => !stays.some((other) => scopeKey(other) === scopeKey(row))),
    ],
    both: [...wanted.values(), ...mineToDo.removed].filter((row) => touched.has(scopeKey(row))),
  };
}

const keyed = (row: WantedPolicy) => [scopeKey(row), row] as const;
