import { boxes } from './chapters/boxes.ts';
import { checkout } from './chapters/checkout.ts';
import { holdShelf, holds } from './chapters/holds.ts';
import { losses, renewal } from './chapters/loans.ts';
import { accounts, fines } from './chapters/money.ts';
import { notices } from './chapters/notices.ts';
import { policies } from './chapters/policies.ts';
import { returns } from './chapters/returns.ts';
import { stocktake } from './chapters/stocktake.ts';
import { transfers } from './chapters/transfers.ts';
import { unknown } from './chapters/unknown.ts';
import type { Chapter } from './rule.ts';

/** The rules as they are in force, in the order of a librarian's day. */
export const ruleBook: readonly Chapter[] = [
  checkout,
  returns,
  renewal,
  losses,
  holds,
  holdShelf,
  transfers,
  boxes,
  fines,
  accounts,
  notices,
  stocktake,
  policies,
  unknown,
];
