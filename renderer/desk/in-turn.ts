import type { Desk } from './desk.ts';
import { isTask } from './task.ts';

/**
 * Changes what scans mean from now on, in the order of the scans: those made before it, and still waiting for their
 * answers, mean what they meant.
 */
export function inTurn(desk: Pick<Desk, 'queue' | 'place'>, change: () => void | Promise<void>): void {
  desk.queue.add(async () => {
    // Locked or left meanwhile: whoever comes next begins as usual.
    if (isTask(desk.place())) await change();
  });
}
