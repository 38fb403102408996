import { v7 as uuidv7 } from 'uuid';
import { transaction } from '../db/transaction.ts';
import { asJob } from '../db/tx-context.ts';
import type { ServerDeps } from '../deps.ts';
import type { Handlers } from '../http/call.ts';
import { Refusal } from '../http/refusal.ts';
import { memberIdFor, memberIdOf } from '../members/service.ts';
import { readAccount } from './account/read-account.ts';
import { chargeMember, refundCredit, takePayment, waiveDebt } from './account/service.ts';
import { chooseProvider } from './online/choose-provider.ts';
import { beginOnlinePayment, checkOnlinePayment, settle } from './online/service.ts';

type Names = 'memberAccount' | 'chargeMember' | 'takePayment' | 'waiveDebt' | 'refundCredit';

export function accountHandlers(deps: ServerDeps): Handlers<Names | OnlineNames> {
  return {
    memberAccount: (call) =>
      call.reading(async (tx) => {
        const memberId = await memberIdFor(tx, call, call.params.id);
        return readAccount(tx, memberId, call.query, call.now);
      }),
    chargeMember: ({ params, body, now, transaction }) =>
      transaction(async (tx) => chargeMember(tx, await memberIdOf(tx, params.id), body, now)),
    takePayment: ({ params, body, now, transaction }) =>
      transaction(async (tx) => takePayment(tx, await memberIdOf(tx, params.id), body, now)),
    waiveDebt: ({ params, body, now, transaction }) =>
      transaction(async (tx) => waiveDebt(tx, await memberIdOf(tx, params.id), body, now)),
    refundCredit: ({ params, body, now, transaction }) =>
      transaction(async (tx) => refundCredit(tx, await memberIdOf(tx, params.id), body, now)),
    ...onlineHandlers(deps),
  };
}

type OnlineNames = 'beginOnlinePayment' | 'paymentEvent';

function onlineHandlers({ config, database }: ServerDeps): Handlers<OnlineNames> {
  const provider = chooseProvider(config);
  return {
    beginOnlinePayment: async (call) => {
      const { amount } = call.body;
      const payer = await call.readingFirst(async (tx) => {
        const memberId = await memberIdFor(tx, call, call.params.id);
        await checkOnlinePayment(tx, memberId, amount);
        return { tenantId: tx.context.tenantId, memberId };
      });
      if (!provider) throw new Refusal('NO_ONLINE_PAYMENTS');
      // A request that is sent again begins the same payment; one without a key is always a new one.
      const key = [payer.tenantId, payer.memberId, call.idempotency?.key ?? uuidv7()].join('/');
      const begun = await beginOnlinePayment(provider, { key, amount, payer });
      // Nothing is written here but the answer, for whoever asks again under its key.
      return call.transaction(async () => begun);
    },
    paymentEvent: async ({ params, request, requestId, now }) => {
      if (provider?.name !== params.provider) throw new Refusal('NO_ONLINE_PAYMENTS');
      const signature = request.headers[provider.signatureHeader];
      if (typeof request.body !== 'string' || typeof signature !== 'string') throw new Refusal('BAD_SIGNATURE');
      const moved = await provider.readEvent(request.body, signature);
      if (moved) {
        const context = asJob(moved.payer.tenantId, requestId);
        await transaction(database, context, (tx) => settle(tx, moved, now));
      }
      return { received: true };
    },
  };
}
