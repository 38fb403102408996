import { lookAtOutbox } from '../../../electron/core/outbox/outbox-on-disk.ts';
import type { DeskReport } from './check-desk.ts';
import { unusable } from './words.ts';

/** How many sequence numbers are told. */
const most = 20;

/** What lies in a desk's outbox, in words; a cache file that was copied elsewhere has none beside it. */
export function outboxWords(path: string): DeskReport {
  const outbox = lookAtOutbox(path);
  if (outbox.kind === 'missing') return { isSound: true, lines: ['There is no outbox beside it.'] };
  if (outbox.kind !== 'sound') return { isSound: false, lines: [unusable('outbox', outbox)] };
  const { queued, since, needsAttention, unreadable } = outbox;
  const lines = [
    queued === 0
      ? 'Outbox: nothing waits to be sent.'
      : `Outbox: ${queued} ${queued === 1 ? 'scan waits' : 'scans wait'} to be sent, the oldest since ${since}.`,
  ];
  if (needsAttention > 0) lines.push(`${needsAttention} of its entries stand under Attention at the desk.`);
  if (unreadable.length > 0) {
    const numbers = unreadable.slice(0, most).join(', ');
    lines.push(
      `${unreadable.length} of its entries can no longer be read (number ${numbers}): see Attention at the desk.`,
    );
  }
  return { isSound: unreadable.length === 0, lines };
}
