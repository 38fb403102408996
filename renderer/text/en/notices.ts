import type { NoticeKind, NoticeState, ReminderStep } from '#shared/contract/notices.ts';
import { count } from './plural.ts';

const kinds: Record<NoticeKind, string> = {
  hold_ready: 'Hold ready',
  hold_expired: 'Hold expired',
  fine_charged: 'Fine charged',
  reminder: 'Reminder',
};

const steps: Record<ReminderStep, string> = {
  due_soon: 'due soon',
  overdue_first: 'overdue',
  overdue_second: 'overdue, second',
  overdue_final: 'overdue, last',
};

const states: Record<NoticeState, string> = {
  failed: 'Failed',
  kept: 'Kept',
  queued: 'Waiting',
  sent: 'Sent',
  dropped: 'Not sent',
};

/** What an empty list of each state means. */
const none: Record<NoticeState, string> = {
  failed: 'No notice has failed.',
  kept: 'Nothing is kept: whatever was to be sent could be handed over.',
  queued: 'Nothing waits to be sent.',
  sent: 'Nothing has been sent yet.',
  dropped: 'Every notice was wanted and could be addressed.',
};

/** What members were told, or could not be told. */
export const notices = {
  notices: {
    title: 'Notices',
    choose: 'Which notices',
    kinds,
    steps,
    states,
    none,
    channels: { email: 'by e-mail', sms: 'by SMS' },
    columns: { kind: 'Notice', member: 'Member', created: 'Made', trouble: 'What became of it', action: 'Action' },
    label: 'Notices',
    attempts: (n: number) => count(n, 'attempt', 'attempts'),
    nextAttempt: (at: string) => `again ${at}`,
    settled: (at: string) => `at ${at}`,
    loading: 'Asking the server …',
    read: 'Read',
    readLabel: (kind: string, member: string) => `Read: ${kind}, member ${member}`,
    retryLabel: (retry: string, kind: string, member: string) => `${retry}: ${kind}, member ${member}`,
    retry: { failed: 'Send again', kept: 'Send' },
    retryShown: {
      failed: (n: number) => `Send ${count(n, 'notice', 'notices')} again`,
      kept: (n: number) => `Send ${count(n, 'notice', 'notices')}`,
    },
    retried: (n: number) => `${count(n, 'notice is', 'notices are')} on the way.`,
    noneRetried: 'Nothing to send: somebody did so already.',
    unwritten: 'Nothing was written for this notice.',
    noSubject: 'Message',
  },
};
