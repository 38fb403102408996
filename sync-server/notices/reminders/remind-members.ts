import { setTimeout as wait } from 'node:timers/promises';
import { NIL } from 'uuid';
import type { NoticeSettings } from '#shared/contract/notices.ts';
import { reminderWindows } from '#shared/rules/notices-reminders.ts';
import type { Database } from '../../db/database.ts';
import { reading, type Tx, transaction } from '../../db/transaction.ts';
import { asJob } from '../../db/tx-context.ts';
import { settingsOf } from '../settings/service.ts';
import { remindPage } from './queries.ts';

type Deps = { database: Database; now: () => Date };

const day = 86_400_000;
/** Small enough for a transaction of some tens of milliseconds: a write transaction that lasts holds back every feed. */
const loansAtATime = 1000;
/**
 * About as fast as they can be sent: thousands of reminders leave page by page, and a hold that becomes ready meanwhile is
 * told before those that leave later.
 */
const secondsAPage = 10;
/** Nobody is reminded in the evening of what was missed in the morning. */
const eveningHour = 20;

/**
 * Makes today's reminders of a library: one message for each member who has something due soon or overdue, unless he
 * wants one for each loan. To be run every hour, because morning comes at another time in each time zone; run twice, or by
 * two servers at once, it makes nothing more. @returns how many messages
 */
export async function remindMembers({ database, now }: Deps, tenantId: string): Promise<number> {
  const context = asJob(tenantId, 'remind-members');
  const settings = await reading(database, context, settingsOf);
  const at = now();
  let after: string = NIL;
  for (let total = 0, pages = 0; ; await wait(20), pages++) {
    const leavesAt = new Date(at.getTime() + pages * secondsAPage * 1000);
    const page = await transaction(database, context, (tx) => remindNext(tx, settings, { after, now: at, leavesAt }));
    total += page?.notices ?? 0;
    if (!page?.last_member || page.loans < loansAtATime) return total;
    after = page.last_member;
  }
}

type Page = { after: string; now: Date; leavesAt: Date };

async function remindNext(tx: Tx, settings: NoticeSettings, { after, now, leavesAt }: Page) {
  const windows = reminderWindows(settings);
  // A day more on each side: the calendar of a branch may be a day ahead of the server's, or behind it.
  const earliest = new Date(now.getTime() - (Math.max(0, ...windows.map(({ until }) => until)) + 1) * day);
  const latest = new Date(now.getTime() + (1 - Math.min(0, ...windows.map(({ from }) => from))) * day);
  const [page] = await tx.query(remindPage, [
    tx.context.tenantId,
    after,
    loansAtATime,
    now,
    settings.morningHour,
    eveningHour,
    earliest,
    latest,
    windows.map(({ step }) => step),
    windows.map(({ from }) => from),
    windows.map(({ until }) => until),
    leavesAt,
  ]);
  return page;
}
