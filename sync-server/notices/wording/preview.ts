import type { FilledWording } from '#shared/contract/api/notices.ts';
import type { NoticeKind, ReminderStep, Wording } from '#shared/contract/notices.ts';
import { messageValues } from '../sending/message-values.ts';
import type { NoticeFacts } from '../sending/queries.ts';
import { fillIn } from './fill-in.ts';
import { refuseFaults } from './placeholders.ts';

const dayMs = 86_400_000;

/**
 * What a wording would say, filled in with an example: nothing of a member, nothing kept.
 * @throws Refusal VALIDATION_FAILED, with the path and what is wrong there
 */
export function previewWording(kind: NoticeKind, language: string, wording: Wording, now: Date): FilledWording {
  refuseFaults(kind, wording);
  return fillIn(wording, messageValues(exampleFacts(kind, now), language));
}

/** Every placeholder stands for something, so that no section of the wording stays hidden. */
function exampleFacts(kind: NoticeKind, now: Date): NoticeFacts {
  return {
    id: '',
    kind,
    attempts: 0,
    library: 'Riverside Library',
    member_name: 'Alex Example',
    email: null,
    phone: null,
    preferences: null,
    hold_status: 'ready',
    told_later: false,
    shelf_expires_at: inDays(now, 3),
    title: 'Middlemarch',
    branch: 'Main Library',
    time_zone: 'UTC',
    amount_cents: 275,
    currency: 'EUR',
    balance_cents: 550,
    lines: [
      line('due_soon', 'Emma', inDays(now, 2)),
      line('overdue_first', 'Beloved', inDays(now, -7)),
      line('overdue_second', 'Persuasion', inDays(now, -14)),
      line('overdue_final', 'Middlemarch', inDays(now, -28)),
    ],
  };
}

const inDays = (now: Date, days: number) => new Date(now.getTime() + days * dayMs).toISOString();

const line = (step: ReminderStep, title: string, dueAt: string) => ({
  step,
  title,
  barcode: '33390000300018',
  dueAt,
  branch: 'Main Library',
  timeZone: 'UTC',
});
