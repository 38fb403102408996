import { NewMember } from '#shared/contract/api/members.ts';
import type { CallInput } from '#shared/contract/bridge.ts';
import type { Problem } from '#shared/contract/refusals.ts';
import type { MemberCategory } from '#shared/contract/vocabulary.ts';
import { text } from '../../text/language.ts';

export type MemberDraft = {
  name: string;
  number: string;
  category: MemberCategory;
  email: string;
  phone: string;
  expiresOn: string;
};

export const EMPTY_DRAFT: MemberDraft = {
  name: '',
  number: '',
  category: 'adult',
  email: '',
  phone: '',
  expiresOn: '',
};

export type DraftErrors = Partial<Record<keyof MemberDraft, string>>;

/** The order that a draft makes, or what is wrong with it, field by field. The contract's own schema judges. */
export function orderOf(
  draft: MemberDraft,
  homeBranchId: string | undefined,
): { order: CallInput<'members.create'> } | { errors: DraftErrors } {
  const { name, number, category, email, phone, expiresOn } = draft;
  const order = {
    name,
    number,
    category,
    ...filled({ email, phone, expiresOn, homeBranchId: homeBranchId ?? '' }),
  };
  const judged = NewMember.safeParse(order);
  if (judged.success) return { order };
  return { errors: errorsAt(judged.error.issues.map((issue) => String(issue.path[0]))) };
}

/** What the server found wrong: by field where it says so, a taken number beside the number. */
export function errorsOf(problem: Problem): DraftErrors {
  if (problem.code === 'NUMBER_TAKEN') return { number: problem.detail };
  const errors: DraftErrors = {};
  for (const { path, message } of problem.errors ?? []) {
    const field = path.split(/[./]/).find(isField);
    if (field) errors[field] = message;
  }
  return errors;
}

function errorsAt(paths: string[]): DraftErrors {
  return Object.fromEntries(paths.filter(isField).map((field) => [field, text.newMember.invalid[field]]));
}

const isField = (path: string): path is keyof MemberDraft => path in EMPTY_DRAFT;

function filled(values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ''));
}
