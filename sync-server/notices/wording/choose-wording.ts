import type { NoticeKind, Wording } from '#shared/contract/notices.ts';
import { english } from './english.ts';
import { german } from './german.ts';

/** The languages that Carrel itself speaks. */
export const builtIn: Readonly<Record<string, Record<NoticeKind, Wording>>> = { en: english, de: german };

export type OwnWording = { kind: NoticeKind; language: string; wording: Wording };

/**
 * The wording for a member's language: in each language the library's own before the built-in one; the language itself,
 * then the same without its region, then the library's, then English.
 */
export function chooseWording(own: readonly OwnWording[], kind: NoticeKind, languages: readonly (string | null)[]) {
  for (const language of languages.flatMap(withoutRegionToo)) {
    const wording = own.find((row) => row.kind === kind && row.language === language)?.wording;
    const found = wording ?? builtIn[language]?.[kind];
    if (found) return { language, wording: found };
  }
  return { language: 'en', wording: english[kind] };
}

function withoutRegionToo(language: string | null): string[] {
  if (language === null) return [];
  const [plain = language] = language.split('-');
  return plain === language ? [language] : [language, plain];
}
