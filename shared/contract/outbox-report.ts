import { Instant } from './primitives.ts';

/** What lies on a desk's disk and has not reached the server yet: how many observations, and when the oldest was made. */
export type OutboxReport = { queued: number; since: string | null };

/** The request header in which a desk says so, whenever it asks for changes: `3 2026-11-22T09:30:00.000Z`, or `0`. */
export const outboxHeader = 'carrel-outbox';

export const writeOutboxReport = ({ queued, since }: OutboxReport): string =>
  queued > 0 && since ? `${queued} ${since}` : '0';

/** Null for a desk that says nothing, or nothing that can be read: it is no reason to refuse what it asks. */
export function readOutboxReport(header: unknown): OutboxReport | null {
  if (header === '0') return { queued: 0, since: null };
  const [, count, moment] = typeof header === 'string' ? (/^(\d{1,9}) (\S{1,40})$/.exec(header) ?? []) : [];
  const since = Instant.safeParse(moment);
  return count && since.success ? { queued: Number(count), since: since.data } : null;
}
