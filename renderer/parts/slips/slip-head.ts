import type { Branch } from '#shared/contract/records.ts';
import type { Format } from '../../text/format.ts';
import type { SlipLine } from './slip-document.ts';

/** How a paper begins that leaves the building: whose it is, and when it was made. */
export const branchHead = (branch: Pick<Branch, 'name'>, at: string, format: Format): SlipLine[] => [
  { kind: 'heading', text: branch.name },
  { kind: 'small', text: format.dateTime(at) },
  { kind: 'rule' },
];

/** How a list begins that staff carry about: what it is, then where and when. */
export const listHead = (title: string, place: string, now: Date, format: Format): SlipLine[] => [
  { kind: 'heading', text: title },
  { kind: 'text', text: place },
  { kind: 'small', text: format.dateTime(now.toISOString()) },
  { kind: 'rule' },
];
