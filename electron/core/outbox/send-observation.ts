import { loansApi } from '#shared/contract/api/loans.ts';
import { transfersApi } from '#shared/contract/api/transfers.ts';
import type { Observation, ObservationAnswer } from '#shared/contract/desk.ts';
import type { Answered } from '../server/answered.ts';
import type { ServerClient } from '../server/client.ts';

/** A queued observation may take its time: nobody stands waiting for it. */
const patienceMs = 10_000;

/**
 * Sends an observation to where its kind belongs, by the desk's own right and under the id that it was recorded with:
 * however often it is sent, the server does it once, and the audit and every log show it under that id.
 */
export function sendObservation(
  client: ServerClient,
  as: string,
  row: Observation,
): Promise<Answered<ObservationAnswer>> {
  const given = { as, idempotencyKey: row.id, requestId: row.id, patienceMs };
  switch (row.kind) {
    case 'return':
      return client.call(loansApi.returnCopy, { ...given, body: row.order });
    case 'transfer_receipt':
      return client.call(transfersApi.receiveTransfer, { ...given, body: row.order });
  }
}
