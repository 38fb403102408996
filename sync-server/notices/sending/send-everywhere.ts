import { type SendingDeps, sendSomeNotices } from './send-notices.ts';

/**
 * Sends what is due in all libraries, a little of each in turn, so that none waits for the thousand reminders of another.
 * @param stopping fires when the server is to stop: what is not in hand is left to another
 */
export async function sendNotices(
  deps: SendingDeps,
  tenantIds: readonly string[],
  stopping?: AbortSignal,
): Promise<number> {
  let settled = 0;
  let busy = tenantIds;
  while (busy.length > 0 && !stopping?.aborted) {
    const withMore: string[] = [];
    for (const tenantId of busy) {
      const round = await sendSomeNotices(deps, tenantId);
      settled += round.settled;
      if (round.more) withMore.push(tenantId);
    }
    busy = withMore;
  }
  return settled;
}
