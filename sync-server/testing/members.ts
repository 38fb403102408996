import { v7 as uuidv7 } from 'uuid';
import type { MemberCategory, MemberStatus } from '#shared/contract/vocabulary.ts';
import { keepOutOfLogs } from './kept-log.ts';
import { digits, type Made } from './made.ts';
import { insertLedgerEntry, insertLoan, insertMember, lendCopy } from './queries.ts';

type NewMember = {
  number?: string;
  name?: string;
  category?: MemberCategory;
  status?: MemberStatus;
  email?: string;
  phone?: string;
  /** A day such as `2026-12-31`; left out: never. */
  expiresOn?: string;
  homeBranchId?: string;
};

type NewLoan = {
  copyId: string;
  memberId: string;
  checkedOutAt?: Date;
  dueAt?: Date;
  returnedAt?: Date;
  renewals?: number;
};

const day = 86_400_000;

export function membersAndLoans({ clock, insert, passwordHash, tokenOf }: Made) {
  return {
    async aMember({
      number = digits('2'),
      name = 'A member',
      category = 'adult',
      status = 'active',
      ...rest
    }: NewMember = {}) {
      const id = uuidv7();
      const { email, phone, expiresOn, homeBranchId } = rest;
      keepOutOfLogs([number, name, email, phone]);
      await insert(insertMember, [
        id,
        number,
        name,
        category,
        status,
        email,
        phone,
        expiresOn,
        homeBranchId,
        passwordHash,
      ]);
      return { id, number, name, token: await tokenOf('member', id, 'member') };
    },
    /** A loan from seven days ago for 21 days, unless said otherwise; `returnedAt` makes it a closed one. */
    async aLoan({ copyId, memberId, checkedOutAt, dueAt, returnedAt, renewals = 0 }: NewLoan) {
      const id = uuidv7();
      const lentAt = checkedOutAt ?? new Date(clock.now().getTime() - 7 * day);
      const due = dueAt ?? new Date(lentAt.getTime() + 21 * day);
      await insert(insertLoan, [id, copyId, memberId, lentAt, due, returnedAt, renewals]);
      if (!returnedAt) await insert(lendCopy, [copyId, due]);
      return { id, checkedOutAt: lentAt.toISOString(), dueAt: due.toISOString() };
    },
    /** A charge on a member's account, in cents. */
    async aCharge(memberId: string, cents: number) {
      await insert(insertLedgerEntry, [uuidv7(), memberId, 'charge', 'damage', cents, 'USD', clock.now()]);
    },
  };
}
