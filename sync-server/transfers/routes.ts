import type { Handlers } from '../http/call.ts';
import { callOff, request, shipOut } from './by-hand.ts';
import { findTransfers } from './lists.ts';

type Names = 'requestTransfer' | 'shipTransfer' | 'cancelTransfer' | 'listTransfers';

/** Receiving is circulation's: what comes out of a box is placed as what comes over the counter. */
export function transferHandlers(): Handlers<Names> {
  return {
    requestTransfer: ({ body, now, transaction }) => transaction((tx) => request(tx, body, now)),
    shipTransfer: ({ params, now, transaction }) => transaction((tx) => shipOut(tx, params.id, now)),
    cancelTransfer: ({ params, body, now, transaction }) =>
      transaction((tx) => callOff(tx, { transferId: params.id, copyMissing: body?.copyMissing ?? false, now })),
    listTransfers: ({ query, now, reading }) => reading((tx) => findTransfers(tx, query, now)),
  };
}
