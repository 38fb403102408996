import { type Round, type SendingDeps, sendSomeNotices } from './send-notices.ts';

/**
 * Sends what is due in all libraries, a little of each in turn, so that none waits for the thousand reminders of another.
 * @param stopping fires when the server is to stop: what is not in hand is left to another
 * @throws what went wrong first, after all other libraries have had their turn
 */
export async function sendNotices(
  deps: SendingDeps,
  tenantIds: readonly string[],
  stopping?: AbortSignal,
): Promise<number> {
  const failures: unknown[] = [];
  const giveUp = (error: unknown): Round => {
    failures.push(error);
    return { settled: 0, more: false };
  };
  let settled = 0;
  let busy = tenantIds;
  while (busy.length > 0 && !stopping?.aborted) {
    const withMore: string[] = [];
    for (const tenantId of busy) {
      const round = await sendSomeNotices(deps, tenantId).catch(giveUp);
      settled += round.settled;
      if (round.more) withMore.push(tenantId);
    }
    busy = withMore;
  }
  if (failures.length > 0) throw failures[0];
  return settled;
}
