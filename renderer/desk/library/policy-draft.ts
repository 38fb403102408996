import { z } from 'zod';
import { defaultTerms, Policy, PolicyTerms } from '#shared/contract/policy.ts';
import type { PolicyScope } from '#shared/rules/policy.ts';
import { faultsOf, type PolicyFault, type WantedPolicy } from '#shared/rules/policy-list.ts';
import { text } from '../../text/language.ts';

export type Term = keyof PolicyTerms;

/** The columns of the table, out of the contract: a new term appears by itself. */
export const termNames: readonly Term[] = PolicyTerms.keyof().options;

/** How a term is written: yes or no, a number, or money, whose names say that they are cents. */
export function kindOf(term: Term): 'switch' | 'money' | 'number' {
  if (schemaOf(term) instanceof z.ZodBoolean) return 'switch';
  return term.includes('Cents') ? 'money' : 'number';
}

function schemaOf(term: Term) {
  const schema = PolicyTerms.shape[term];
  return schema instanceof z.ZodDefault ? schema.unwrap() : schema;
}

/** A row as it stands in the fields, right or not. */
export type DraftRow = PolicyScope & { key: number; terms: Record<string, string | boolean> };

/** A currency, and how many digits its minor unit has. */
export type DraftMoney = { currency: string; digits: number };

export function draftOf(
  { category, itemType, branchId, ...row }: WantedPolicy,
  key: number,
  money: DraftMoney,
): DraftRow {
  const values = new Map(Object.entries(row));
  const terms = termNames.map((term) => [term, written(term, values.get(term) ?? defaultTerms[term], money)]);
  return { key, category, itemType, branchId, terms: Object.fromEntries(terms) };
}

/** The rows that can be read, and everything that is wrong with the others and with the list. */
export type ReadDraft = { rows: (WantedPolicy | null)[]; faults: PolicyFault[] };

const Wanted = Policy.omit({ id: true });

export function readDraft(draft: readonly DraftRow[], money: DraftMoney): ReadDraft {
  const read = draft.map((row) => readOnce(row, money));
  const rows = read.map(({ policy }) => policy);
  const unreadable = read.flatMap(({ faults }, row) => faults.map((fault) => ({ row, ...fault })));
  if (unreadable.length > 0) return { rows, faults: unreadable };
  return { rows, faults: faultsOf(rows.filter((row) => row !== null)) };
}

type ReadRow = { policy: WantedPolicy | null; faults: { field: Term; message: string }[] };

/** A row that nobody touched is not read again, and stays the same to whoever shows it: there may be hundreds. */
const alreadyRead = new WeakMap<DraftRow, ReadRow>();

function readOnce(row: DraftRow, money: DraftMoney): ReadRow {
  const read = alreadyRead.get(row) ?? readRow(row, money);
  alreadyRead.set(row, read);
  return read;
}

function readRow({ category, itemType, branchId, terms }: DraftRow, money: DraftMoney): ReadRow {
  const values = termNames.map((term) => [term, readTerm(term, terms[term], money)]);
  const judged = Wanted.safeParse({ category, itemType, branchId, ...Object.fromEntries(values) });
  if (judged.success) return { policy: judged.data, faults: [] };
  const wrong = new Set(judged.error.issues.map(({ path }) => path[0]));
  const faults = termNames
    .filter((term) => wrong.has(term))
    .map((term) => ({ field: term, message: sentenceFor(term, money) }));
  return { policy: null, faults };
}

function written(term: Term, value: unknown, { digits }: DraftMoney): string | boolean {
  if (typeof value === 'boolean') return value;
  return kindOf(term) === 'money' ? (Number(value) / 10 ** digits).toFixed(digits) : String(value);
}

/** Not judged yet: the contract's schema does that. */
function readTerm(term: Term, value: string | boolean | undefined, { digits }: DraftMoney): unknown {
  if (typeof value !== 'string') return value;
  const plain = value.trim().replace(',', '.');
  if (kindOf(term) === 'number') return /^-?\d+$/.test(plain) ? Number(plain) : value;
  const [, whole, part = ''] = /^(\d+)(?:[.](\d*))?$/.exec(plain) ?? [];
  return whole === undefined || part.length > digits ? value : Number(whole + part.padEnd(digits, '0'));
}

function sentenceFor(term: Term, { digits }: DraftMoney): string {
  const schema = schemaOf(term);
  const [least, most] = schema instanceof z.ZodNumber ? [schema.minValue ?? 0, schema.maxValue ?? 0] : [0, 0];
  const amount = (cents: number) => (cents / 10 ** digits).toFixed(digits);
  if (kindOf(term) === 'money') return text.library.policies.notMoney(amount(25), amount(most));
  return text.library.policies.notWhole(String(least), String(most));
}
