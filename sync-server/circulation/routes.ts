import type { Principal } from '#shared/rules/permissions.ts';
import { accessTo } from '#shared/rules/permissions.ts';
import type { Call, Handlers } from '../http/call.ts';
import { Refusal } from '../http/refusal.ts';
import { memberIdFor } from '../members/service.ts';
import { checkOut } from './checkout/service.ts';
import { closedLoansOfMember, openLoans, openLoansOfMember } from './loans/service.ts';
import { renewLoan } from './renewals/service.ts';
import { returnCopy } from './returns/service.ts';

type Names = 'checkout' | 'returnCopy' | 'renewLoan' | 'listLoans' | 'memberLoans' | 'memberHistory';

export function circulationHandlers(): Handlers<Names> {
  return {
    checkout: ({ body, principal, access, now, transaction }) => {
      refuseOverrideWithoutRight(principal, body.override !== undefined);
      return transaction((tx) => checkOut(tx, { order: body, now, onlyMemberId: ownId(principal, access) }));
    },
    returnCopy: ({ body, principal, access, now, transaction }) => {
      if (access === 'branches' && !principal.branchIds.includes(body.branchId)) throw new Refusal('FORBIDDEN');
      return transaction((tx) => returnCopy(tx, body, now));
    },
    renewLoan: ({ params, body, principal, access, now, transaction }) => {
      refuseOverrideWithoutRight(principal, body?.override !== undefined);
      const renewal = { loanId: params.id, override: body?.override, now, onlyMemberId: ownId(principal, access) };
      return transaction((tx) => renewLoan(tx, renewal));
    },
    listLoans: ({ query, now, reading }) =>
      reading((tx) => openLoans(tx, { ...query, overdueAt: query.overdue ? now : undefined })),
    memberLoans: (call) =>
      call.reading(async (tx) => {
        const memberId = await memberIdFor(tx, call, call.params.id);
        return call.query.open === false
          ? closedLoansOfMember(tx, memberId, call.query)
          : openLoansOfMember(tx, memberId, call.query);
      }),
    memberHistory: (call) =>
      call.reading(async (tx) => {
        const memberId = await memberIdFor(tx, call, call.params.id);
        return closedLoansOfMember(tx, memberId, call.query);
      }),
  };
}

const ownId = (principal: Principal, access: Call<never>['access']) =>
  access === 'self' ? (principal.id ?? undefined) : undefined;

function refuseOverrideWithoutRight(principal: Principal, wanted: boolean): void {
  if (!wanted || accessTo('loans.override', principal) === 'all') return;
  throw new Refusal('FORBIDDEN', { facts: { permission: 'loans.override' } });
}
