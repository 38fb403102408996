import { setImmediate as nextTurn } from 'node:timers/promises';

/** Between two steps of long work, so that a search is answered and a heartbeat heard meanwhile. */
export async function letOthersWork(signal: AbortSignal): Promise<void> {
  await nextTurn();
  signal.throwIfAborted();
}
