/** How a file is written; for MARCXML also in which characters (a label of the Encoding Standard). */
export type MarcFormat = { kind: 'iso2709' } | { kind: 'marcxml'; encoding: string };

const mediaTypes: ReadonlyMap<string, MarcFormat['kind']> = new Map([
  ['application/marc', 'iso2709'],
  ['application/marcxml+xml', 'marcxml'],
]);

/** The media types that an import may have (RFC 2220; RFC 6207). */
export const marcMediaTypes = [...mediaTypes.keys()];

/**
 * The format of a file, from its first bytes, which do not lie, and else from its media type. Answers a sentence when
 * it is neither format.
 */
export function detectFormat(mediaType: string | undefined, head: Uint8Array): MarcFormat | { reason: string } {
  const start = Buffer.from(head.subarray(0, 1024));
  if (isUtf16(start)) return { reason: 'This file is in UTF-16. Save it as UTF-8 and send it again.' };
  const text = start
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart();
  const stated = mediaTypes.get(mediaType?.split(';')[0]?.trim().toLowerCase() ?? '');
  const kind = text.startsWith('<') ? 'marcxml' : /^\d{5}/.test(text) ? 'iso2709' : stated;
  if (kind === undefined) return { reason: 'This file is neither MARC (ISO 2709) nor MARCXML.' };
  if (kind === 'iso2709') return { kind };
  const encoding = /^<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/.exec(text)?.[1] ?? 'utf-8';
  if (!isEncoding(encoding)) return { reason: `The XML declares an unknown encoding, ${encoding}.` };
  return { kind, encoding };
}

function isUtf16(start: Buffer): boolean {
  const mark = start.subarray(0, 2).toString('hex');
  return mark === 'feff' || mark === 'fffe' || mark === '3c00' || mark === '003c';
}

function isEncoding(label: string): boolean {
  try {
    new TextDecoder(label);
    return true;
  } catch {
    return false;
  }
}
