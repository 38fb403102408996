import type { ReminderStep } from '#shared/contract/notices.ts';
import type { NoticeFacts, ReminderLine } from './queries.ts';

/**
 * Whether there is still something to tell: a hold that was collected meanwhile is not "ready for you", and one that
 * lost its copy and got another is told of once.
 */
export function isUpToDate({ kind, hold_status, told_later, lines }: NoticeFacts): boolean {
  if (kind === 'hold_ready') return hold_status === 'ready' && !told_later;
  if (kind === 'reminder') return lines !== null && lines.length > 0;
  return true;
}

/** What the placeholders of a wording stand for, in the words of its language (wording/placeholders.ts). */
export function messageValues(facts: NoticeFacts, language: string): Record<string, unknown> {
  const { library, member_name: member, title, branch, time_zone: timeZone, currency } = facts;
  const money = (cents: number | null) => moneyIn(language, cents ?? 0, currency);
  const until = facts.shelf_expires_at && dayIn(language, facts.shelf_expires_at, timeZone ?? 'UTC');
  const [amount, balance] = [money(facts.amount_cents), money(facts.balance_cents)];
  return { library, member, title, branch, until, amount, balance, ...sections(facts.lines ?? [], language) };
}

/** A section is absent where it has no loans. */
function sections(lines: readonly ReminderLine[], language: string) {
  const section = (step: ReminderStep) => {
    const loans = lines
      .filter((line) => line.step === step)
      .map(({ title, barcode, branch, dueAt, timeZone }) => {
        return { title, barcode, branch, due: dayIn(language, dueAt, timeZone) };
      });
    return loans.length > 0 ? { loans } : null;
  };
  return {
    dueSoon: section('due_soon'),
    first: section('overdue_first'),
    second: section('overdue_second'),
    final: section('overdue_final'),
  };
}

const dayIn = (language: string, at: string, timeZone: string) =>
  new Intl.DateTimeFormat(language, { dateStyle: 'full', timeZone }).format(new Date(at));

/** Minor units are not always hundredths: Intl knows how many digits a currency has. */
function moneyIn(language: string, cents: number, currency: string): string {
  const format = new Intl.NumberFormat(language, { style: 'currency', currency });
  return format.format(cents / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
