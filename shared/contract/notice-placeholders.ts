import type { NoticeKind } from './notices.ts';

/** What a wording may name: a value, or a section with what may be named inside it. */
export type Placeholders = { readonly [name: string]: 'value' | Placeholders };

const everywhere = { library: 'value', member: 'value' } as const;
const loans = { loans: { title: 'value', barcode: 'value', due: 'value', branch: 'value' } } as const;

/** The table of placeholders: what a wording of each kind may speak of. */
export const placeholders: Record<NoticeKind, Placeholders> = {
  hold_ready: { ...everywhere, title: 'value', branch: 'value', until: 'value' },
  hold_expired: { ...everywhere, title: 'value', branch: 'value' },
  fine_charged: { ...everywhere, title: 'value', amount: 'value', balance: 'value' },
  reminder: { ...everywhere, dueSoon: loans, first: loans, second: loans, final: loans },
};
