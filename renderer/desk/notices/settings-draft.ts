import { NoticeSettings } from '#shared/contract/notices.ts';
import { text } from '../../text/language.ts';

/** When members are reminded, as it is typed; an empty field leaves its reminder out. */
export type SettingsDraft = {
  language: string;
  dueSoonDays: string;
  first: string;
  second: string;
  final: string;
  morningHour: string;
  keepDays: string;
};
/** `overdueDays`: each is right by itself, but not after the one before it. */
export type SettingsErrors = { [K in keyof SettingsDraft | 'overdueDays']?: string };

export function draftOf({ language, dueSoonDays, overdueDays, morningHour, keepDays }: NoticeSettings): SettingsDraft {
  const typed = (days: number | null) => days?.toString() ?? '';
  return {
    language,
    dueSoonDays: typed(dueSoonDays),
    first: typed(overdueDays.first),
    second: typed(overdueDays.second),
    final: typed(overdueDays.final),
    morningHour: typed(morningHour),
    keepDays: typed(keepDays),
  };
}

/** The contract's schema judges; what it finds wrong is said beside its field. */
export function settingsOf(draft: SettingsDraft): { settings: NoticeSettings } | { errors: SettingsErrors } {
  const { language, first, second, final } = draft;
  const judged = NoticeSettings.safeParse({
    language: language.trim(),
    dueSoonDays: daysOf(draft.dueSoonDays),
    overdueDays: { first: daysOf(first), second: daysOf(second), final: daysOf(final) },
    morningHour: numberOf(draft.morningHour),
    keepDays: numberOf(draft.keepDays),
  });
  if (judged.success) return { settings: judged.data };
  const fields = judged.error.issues.map(({ path }) => path.at(-1)).filter(isField);
  return { errors: Object.fromEntries(fields.map((field) => [field, text.noticeSetup.settings.invalid[field]])) };
}

const numberOf = (typed: string) => (/^\d+$/.test(typed.trim()) ? Number(typed) : Number.NaN);
const daysOf = (typed: string) => (typed.trim() === '' ? null : numberOf(typed));

const isField = (name: unknown): name is keyof SettingsErrors =>
  typeof name === 'string' && name in text.noticeSetup.settings.invalid;
