import type { Principal } from '#shared/rules/permissions.ts';
import type { Call, Handlers } from '../http/call.ts';
import { refuseOverrideWithoutRight } from '../http/override-right.ts';
import { refuseForeignBranch } from '../http/own-branches.ts';
import { memberIdFor } from '../members/service.ts';
import { checkOut } from './checkout/service.ts';
import { claimReturned, withdrawClaimedReturn } from './claimed-returned/service.ts';
import { cancelHold } from './hold-ends/cancel.ts';
import { changeByHand } from './kept-copies/service.ts';
import { closedLoansOfMember, openLoans, openLoansOfMember } from './loans/service.ts';
import { declareLost } from './losses/service.ts';
import { renewLoan } from './renewals/service.ts';
import { receiveCopy, returnCopy } from './returns/service.ts';

type Names =
  | 'checkout'
  | 'returnCopy'
  | 'receiveTransfer'
  | 'renewLoan'
  | 'declareLost'
  | 'claimReturned'
  | 'withdrawClaimedReturn'
  | 'cancelHold'
  | 'changeCopy'
  | 'listLoans'
  | 'memberLoans'
  | 'memberHistory';

export function circulationHandlers(): Handlers<Names> {
  return {
    checkout: ({ body, principal, access, now, transaction }) => {
      refuseOverrideWithoutRight(principal, body.override !== undefined);
      return transaction((tx) => checkOut(tx, { order: body, now, onlyMemberId: ownId(principal, access) }));
    },
    returnCopy: (call) => {
      refuseForeignBranch(call, call.body.branchId);
      return call.transaction((tx) => returnCopy(tx, call.body, call.now));
    },
    receiveTransfer: (call) => {
      refuseForeignBranch(call, call.body.branchId);
      return call.transaction((tx) => receiveCopy(tx, call.body, call.now));
    },
    cancelHold: ({ params, principal, access, now, transaction }) =>
      transaction(async (tx) => {
        await cancelHold(tx, { holdId: params.id, now, onlyMemberId: ownId(principal, access) });
        return undefined;
      }),
    changeCopy: ({ params, body, now, transaction }) =>
      transaction((tx) => changeByHand(tx, params.barcode, body, now)),
    renewLoan: ({ params, body, principal, access, now, transaction }) => {
      refuseOverrideWithoutRight(principal, body?.override !== undefined);
      const renewal = { loanId: params.id, override: body?.override, now, onlyMemberId: ownId(principal, access) };
      return transaction((tx) => renewLoan(tx, renewal));
    },
    declareLost: ({ params, body, now, transaction }) =>
      transaction((tx) => declareLost(tx, { loanId: params.id, charge: body.charge, reason: body.reason, now })),
    claimReturned: ({ params, body, now, transaction }) =>
      transaction((tx) => claimReturned(tx, { loanId: params.id, reason: body?.reason, now })),
    withdrawClaimedReturn: ({ params, now, transaction }) =>
      transaction((tx) => withdrawClaimedReturn(tx, params.id, now)),
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
