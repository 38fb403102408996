import type { WordingInForce } from '#shared/contract/api/notices.ts';
import { text } from '../../text/language.ts';
import { languageName } from '../../text/language-name.ts';

/** A kind of notice and a language, as people call them. */
export const nameOfWording = ({ kind, language }: Pick<WordingInForce, 'kind' | 'language'>) => ({
  kind: text.notices.kinds[kind],
  language: languageName(language),
});
