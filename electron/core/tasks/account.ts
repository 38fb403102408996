import { accountApi } from '#shared/contract/api/account.ts';
import { loansApi } from '#shared/contract/api/loans.ts';
import type { TaskGroup } from '../bridge-host.ts';
import type { Desk } from '../desk.ts';
import { claim, signedClaim } from './outcome.ts';

const perPage = 50;

/** Money moves only while the server is there, and once an intention: its id is the idempotency key of every try. */
export const accountTasks = (desk: Desk): TaskGroup<'account'> => ({
  'account.read': ({ memberId, offset }) =>
    claim(desk, accountApi.memberAccount, () => ({ params: { id: memberId }, query: { offset, limit: perPage } })),

  'account.pay': ({ memberId, intention, payment }) =>
    claim(desk, accountApi.takePayment, () => ({
      params: { id: memberId },
      body: payment,
      idempotencyKey: intention,
    })),

  'account.charge': ({ memberId, intention, charge }) =>
    claim(desk, accountApi.chargeMember, () => ({
      params: { id: memberId },
      body: charge,
      idempotencyKey: intention,
    })),

  'account.waive': ({ memberId, intention, waiver, signature }) =>
    signedClaim(desk, signature, accountApi.waiveDebt, () => ({
      params: { id: memberId },
      body: waiver,
      idempotencyKey: intention,
    })),

  'account.refund': ({ memberId, intention, refund, signature }) =>
    signedClaim(desk, signature, accountApi.refundCredit, () => ({
      params: { id: memberId },
      body: refund,
      idempotencyKey: intention,
    })),

  'account.declareLost': ({ loanId, intention, ...loss }) =>
    claim(desk, loansApi.declareLost, () => ({ params: { id: loanId }, body: loss, idempotencyKey: intention })),
});
