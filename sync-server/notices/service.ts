import { type Notice, noticeTroubles, type WrittenNotice } from '#shared/contract/notices.ts';
import { recordEvents } from '../audit/record-event.ts';
import type { Tx } from '../db/transaction.ts';
import { pageOf, type Window } from '../http/lists.ts';
import { Refusal } from '../http/refusal.ts';
import {
  countNotices,
  forgetNotices,
  listCap,
  listNotices,
  type NoticeRow,
  noticesOfMember,
  queueAgain,
  readNotice,
  type WrittenRow,
} from './queries.ts';

/** What members were told or could not be told, newest first. */
export async function findNotices(tx: Tx, query: Window & { state?: string; kind?: string }) {
  const values = [tx.context.tenantId, query.state, query.kind];
  const hasState = query.state !== undefined;
  const [rows, [counted]] = await Promise.all([
    tx.query(listNotices(hasState), [...values, query.limit, query.offset]),
    tx.query(countNotices(hasState), values),
  ]);
  return pageOf(rows.map(noticeRecord), counted?.count ?? 0, query, listCap);
}

/** @throws Refusal NOTICE_NOT_FOUND */
export async function readOneNotice(tx: Tx, id: string): Promise<WrittenNotice> {
  const [row] = await tx.query(readNotice, [tx.context.tenantId, id]);
  if (!row) throw new Refusal('NOTICE_NOT_FOUND');
  return writtenRecord(row);
}

/** Queues again what was kept or has failed. @throws Refusal NOTICE_NOT_FOUND, NOTICE_STATE */
export async function retryNotice(tx: Tx, id: string, now: Date): Promise<Notice> {
  const retried = await retryNotices(tx, [id], now);
  const notice = await readOneNotice(tx, id);
  if (retried === 0) throw new Refusal('NOTICE_STATE', { facts: { state: notice.state } });
  return notice;
}

/** The same for several; what was sent meanwhile is left alone. @returns how many */
export async function retryNotices(tx: Tx, ids: readonly string[], now: Date): Promise<number> {
  const rows = await tx.query(queueAgain, [tx.context.tenantId, ids, now]);
  const events = rows.map(({ id }) => ({ action: 'notice.retried', entity: 'notice', entityId: id, at: now }));
  recordEvents(tx, events);
  return rows.length;
}

/** All that a member was told and is still kept. */
export async function allNoticesOf(tx: Tx, memberId: string): Promise<WrittenNotice[]> {
  const rows = await tx.query(noticesOfMember, [tx.context.tenantId, memberId]);
  return rows.map(writtenRecord);
}

/** What a member was told, and how he wished to be, goes with him. */
export function forgetNoticesOf(tx: Tx, memberId: string): void {
  tx.send(forgetNotices, [tx.context.tenantId, memberId]);
}

const noticeRecord = (row: NoticeRow): Notice => ({
  id: row.id,
  kind: row.kind,
  steps: row.steps,
  member: { id: row.member_id, number: row.member_number },
  state: row.state,
  channel: row.channel,
  trouble: row.trouble,
  sentence: row.trouble && noticeTroubles[row.trouble],
  attempts: row.attempts,
  createdAt: row.created_at,
  nextAttemptAt: row.state === 'queued' ? row.next_at : null,
  settledAt: row.settled_at,
});

const writtenRecord = (row: WrittenRow): WrittenNotice => ({
  ...noticeRecord(row),
  language: row.language,
  subject: row.subject,
  body: row.body,
});
