import { describe, expect, it } from 'vitest';
import { defaultPreferences, type NoticePreferences } from '#shared/contract/notices.ts';
import { channelFor, topicOfReminder } from './notices-channel.ts';

const both = { email: 'ann@example.org', phone: '555' };
const wishing = (wishes: Partial<NoticePreferences>): NoticePreferences => ({ ...defaultPreferences, ...wishes });

describe('how a member is told', () => {
  it.each([
    ['by e-mail, when nothing was chosen', {}, both, 'email'],
    ['by SMS, when nothing was chosen and there is a telephone only', {}, { email: null, phone: '555' }, 'sms'],
    ['not at all without any address', {}, { email: null, phone: null }, 'no_address'],
    ['by what he chose', { channel: 'sms' }, both, 'sms'],
    ['not by SMS when he chose e-mail and has none', { channel: 'email' }, { email: null, phone: '555' }, 'no_address'],
    ['not at all when he chose so', { channel: 'none' }, both, 'unwanted'],
    ['of this topic by what he chose for it', { channel: 'email', channels: { hold_ready: 'sms' } }, both, 'sms'],
    ['not of a topic that he does not want', { channels: { hold_ready: 'none' } }, both, 'unwanted'],
    ['of this topic in spite of wanting no others', { channel: 'none', channels: { hold_ready: 'sms' } }, both, 'sms'],
  ] as const)('%s', (_title, wishes, addresses, expected) => {
    expect(channelFor(wishing(wishes), 'hold_ready', addresses)).toBe(expected);
  });

  it('a message of several loans goes where the overdue ones would go', () => {
    expect(topicOfReminder(['due_soon', 'overdue_first'])).toBe('overdue');
    expect(topicOfReminder(['due_soon'])).toBe('due_soon');
  });
});
