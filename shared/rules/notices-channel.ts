import type { NoticeChannel, NoticePreferences, NoticeTopic, ReminderStep } from '#shared/contract/notices.ts';

type Addresses = { email: string | null; phone: string | null };

/** How a member is told of something, or why he is not. What he chose is kept to: no SMS for who asked for e-mail. */
export function channelFor(
  { channel, channels }: NoticePreferences,
  topic: NoticeTopic,
  { email, phone }: Addresses,
): NoticeChannel | 'unwanted' | 'no_address' {
  const wanted = channels[topic] ?? channel ?? (email || !phone ? 'email' : 'sms');
  if (wanted === 'none') return 'unwanted';
  const address = wanted === 'email' ? email : phone;
  return address ? wanted : 'no_address';
}

/** One message of several loans goes where its gravest line would go. */
export const topicOfReminder = (steps: readonly ReminderStep[]): NoticeTopic =>
  steps.some((step) => step !== 'due_soon') ? 'overdue' : 'due_soon';
