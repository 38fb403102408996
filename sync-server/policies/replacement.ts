import type { Policy } from '#shared/contract/policy.ts';

/** A row as an admin writes it: what it is for and its terms. Its id is the server's affair. */
export type WantedPolicy = Omit<Policy, 'id'>;

/** What a row is for; no two rows may be for the same. */
const keyOf = ({ category, itemType, branchId }: WantedPolicy) => `${category}/${itemType}/${branchId}`;

export type Replacement = {
  rows: Policy[];
  added: string[];
  removed: string[];
  changed: { id: string; before: Policy; after: Policy }[];
};

/** What is wrong with a list of rows, in a sentence; undefined when nothing is. */
export function faultOf(wanted: readonly WantedPolicy[]): string | undefined {
  const keys = wanted.map(keyOf);
  const forEverything = wanted.some((row) => !row.category && !row.itemType && !row.branchId);
  if (!forEverything) return 'One row must be for every category, item type and branch.';
  return new Set(keys).size < keys.length ? 'Two rows are for the same category, item type and branch.' : undefined;
}

/** The new list, in which a row that is for the same as an old one keeps its id, and what became different. */
export function replacementOf(
  old: readonly Policy[],
  wanted: readonly WantedPolicy[],
  newId: () => string,
): Replacement {
  const known = new Map(old.map((row) => [keyOf(row), row]));
  const rows = wanted.map((row) => ({ ...row, id: known.get(keyOf(row))?.id ?? newId() }));
  const kept = new Set(rows.map(({ id }) => id));
  const before = new Map(old.map((row) => [row.id, row]));
  return {
    rows,
    added: rows.map(({ id }) => id).filter((id) => !before.has(id)),
    removed: old.map(({ id }) => id).filter((id) => !kept.has(id)),
    changed: rows.flatMap((after) => {
      const previous = before.get(after.id);
      return previous && !sameTerms(previous, after) ? [{ id: after.id, before: previous, after }] : [];
    }),
  };
}

function sameTerms(one: Policy, other: Policy): boolean {
  const values = new Map(Object.entries(other));
  return Object.entries(one).every(([term, value]) => values.get(term) === value);
}
