import { text } from './language.ts';

/** The name of a language by its MARC code, such as `eng` or `ger`; the code itself where it has none. */
export function languageName(code: string): string {
  try {
    return new Intl.DisplayNames([text.locale], { type: 'language' }).of(code) ?? code;
  } catch {
    // Catalogues hold codes that are none, such as "|||".
    return code;
  }
}
