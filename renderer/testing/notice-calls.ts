import {
  defaultPreferences,
  defaultSettings,
  type Notice,
  type NoticePreferences,
  noticeTroubles,
  type WrittenNotice,
} from '#shared/contract/notices.ts';
import { cardNumber, id } from './example-records.ts';
import { offline, refused } from './problem.ts';
import type { CallsOf, TestHost } from './test-host.ts';

type Example = Pick<Notice, 'kind' | 'state' | 'trouble'> & Partial<WrittenNotice>;

const letter = { language: 'en', subject: 'Ready for you: Middlemarch' };
const examples: Example[] = [
  { kind: 'hold_ready', state: 'failed', trouble: 'address_refused', ...letter },
  {
    kind: 'reminder',
    state: 'failed',
    trouble: 'server_unreachable',
    attempts: 16,
    steps: ['due_soon', 'overdue_first'],
  },
  { kind: 'fine_charged', state: 'kept', trouble: 'no_email_server' },
  { kind: 'hold_expired', state: 'dropped', trouble: 'no_address', channel: null },
  { kind: 'hold_ready', state: 'sent', trouble: null, ...letter },
];

function written(example: Example, n: number): WrittenNotice {
  const at = '2026-11-22T08:05:00.000Z';
  return {
    id: id(12, n + 1),
    steps: [],
    member: { id: id(3, n + 1), number: cardNumber(n + 1) },
    channel: 'email',
    sentence: example.trouble && noticeTroubles[example.trouble],
    attempts: 1,
    createdAt: at,
    nextAttemptAt: null,
    settledAt: at,
    language: 'en',
    subject: 'From your library',
    body: 'Dear Amina Yusuf,\n\n"Middlemarch" is waiting for you at Main Library. Please collect it by Wednesday.\n\nRiverside',
    ...example,
  };
}

/** Notices in memory: two that failed, one of each other outcome. */
export function noticeCalls(host: TestHost): CallsOf<'notices'> {
  const all = examples.map(written);
  let settings = defaultSettings;
  const preferences = new Map<string, NoticePreferences>();
  return {
    'notices.list': ({ state, offset }) => {
      if (host.isOffline) return offline();
      const data = all.filter((notice) => notice.state === state);
      return { kind: 'done', answer: { data, meta: { total: data.length, limit: 100, offset, hasMore: false } } };
    },
    'notices.read': ({ id: wanted }) => {
      const answer = all.find((notice) => notice.id === wanted);
      if (host.isOffline) return offline();
      return answer ? { kind: 'done', answer } : refused('NOTICE_NOT_FOUND');
    },
    'notices.retry': ({ ids }) => {
      if (host.isOffline) return offline();
      const found = all.filter((notice) => ids.includes(notice.id) && ['failed', 'kept'].includes(notice.state));
      for (const notice of found) Object.assign(notice, { state: 'queued', attempts: 0 });
      return { kind: 'done', answer: { retried: found.length } };
    },
    'notices.settings': () => (host.isOffline ? offline() : { kind: 'done', answer: settings }),
    'notices.changeSettings': (changed) => {
      if (host.isOffline) return offline();
      settings = changed;
      return { kind: 'done', answer: settings };
    },
    'notices.preferences': ({ memberId }) =>
      host.isOffline ? offline() : { kind: 'done', answer: preferences.get(memberId) ?? defaultPreferences },
    'notices.changePreferences': ({ memberId, preferences: changed }) => {
      if (host.isOffline) return offline();
      preferences.set(memberId, changed);
      return { kind: 'done', answer: changed };
    },
  };
}
