import type { Handlers } from '../http/call.ts';
import { memberIdFor, memberIdOf } from '../members/service.ts';
import { readAccount } from './account/read-account.ts';
import { refundCredit, takePayment, waiveDebt } from './account/service.ts';

export function accountHandlers(): Handlers<'memberAccount' | 'takePayment' | 'waiveDebt' | 'refundCredit'> {
  return {
    memberAccount: (call) =>
      call.reading(async (tx) => {
        const memberId = await memberIdFor(tx, call, call.params.id);
        return readAccount(tx, memberId, call.query, call.now);
      }),
    takePayment: ({ params, body, now, transaction }) =>
      transaction(async (tx) => takePayment(tx, await memberIdOf(tx, params.id), body, now)),
    waiveDebt: ({ params, body, now, transaction }) =>
      transaction(async (tx) => waiveDebt(tx, await memberIdOf(tx, params.id), body, now)),
    refundCredit: ({ params, body, now, transaction }) =>
      transaction(async (tx) => refundCredit(tx, await memberIdOf(tx, params.id), body, now)),
  };
}
