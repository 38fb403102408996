import type { NoticeState, NoticeTrouble } from '#shared/contract/notices.ts';

const minute = 60_000;
const longestWait = 4 * 60 * minute;
/** 1, 2, 4 … 128 minutes, then 4 hours at a time: about a day and a half until staff are asked. */
const mostAttempts = 16;

/** What happened when a notice was to be sent. */
export type Delivery =
  | { kind: 'sent' }
  /** `final`: another attempt would end the same way. */
  | { kind: 'refused'; trouble: NoticeTrouble; final: boolean }
  | { kind: 'kept' | 'dropped'; trouble: NoticeTrouble };

export type AfterDelivery = { state: NoticeState; trouble: NoticeTrouble | null; nextAt: Date | null };

/** What becomes of a notice. @param attempts how often it was tried, this time included */
export function afterDelivery(delivery: Delivery, attempts: number, now: Date): AfterDelivery {
  if (delivery.kind === 'sent') return { state: 'sent', trouble: null, nextAt: null };
  const { trouble } = delivery;
  if (delivery.kind !== 'refused') return { state: delivery.kind, trouble, nextAt: null };
  if (delivery.final || attempts >= mostAttempts) return { state: 'failed', trouble, nextAt: null };
  return { state: 'queued', trouble, nextAt: new Date(now.getTime() + waitAfter(attempts)) };
}

function waitAfter(attempts: number): number {
  return Math.min(minute * 2 ** (attempts - 1), longestWait);
}
