import { z } from 'zod';
import { Id, Instant } from './primitives.ts';

/** What kind of bars or dots were read, by the AIM identifier of ISO/IEC 15424; `other` covers makers' own. */
export const Symbology = z.enum([
  'code39',
  'code93',
  'code128',
  'codabar',
  'interleaved2of5',
  'ean',
  'databar',
  'msi',
  'pdf417',
  'qr',
  'datamatrix',
  'aztec',
  'other',
]);
export type Symbology = z.infer<typeof Symbology>;

export const ScanKind = z.enum(['member', 'copy', 'isbn', 'unknown']);
export type ScanKind = z.infer<typeof ScanKind>;

/** `none`: the code has no check digit that we know of, or the library ignores it. */
export const CheckDigit = z.enum(['right', 'wrong', 'none']);
export type CheckDigit = z.infer<typeof CheckDigit>;

export const ScanSource = z.enum(['hid', 'wedge', 'typed', 'file']);
export type ScanSource = z.infer<typeof ScanSource>;

/** A QR code holds at most 7,089 digits (ISO/IEC 18004); the rest is for prefixes. */
export const LONGEST_CODE = 8192;

/** One thing that was read at a desk, cleaned, and what it most likely names. */
export const ScanEvent = z.object({
  id: Id,
  text: z.string().max(LONGEST_CODE).meta({ description: 'Cleaned: what a search takes. For kind isbn, the ISBN-13' }),
  raw: z.string().max(LONGEST_CODE).meta({ description: 'As the scanner sent it, AIM identifier included' }),
  symbology: Symbology.optional(),
  kind: ScanKind,
  ambiguous: z.boolean().optional().meta({ description: 'More than one kind fits; the task on the screen decides' }),
  checkDigit: CheckDigit,
  source: ScanSource,
  deviceName: z.string().max(200).optional(),
  at: Instant,
});
export type ScanEvent = z.infer<typeof ScanEvent>;

const PatternSource = z.string().min(1).max(200).refine(isRegex, 'must be a regular expression');

/**
 * How a library's own codes look: regular expressions that the whole cleaned code must match.
 * `refuse` makes a code with a wrong check digit unknown; `warn` lets it through and says so.
 */
export const BarcodePatterns = z.strictObject({
  member: z.array(PatternSource).max(20),
  copy: z.array(PatternSource).max(20),
  checkDigit: z.enum(['warn', 'refuse', 'ignore']),
});
export type BarcodePatterns = z.infer<typeof BarcodePatterns>;

/**
 * 14 digits that begin with 2 (member) or 3 (copy), as most libraries print them, and Follett Classic:
 * P or T, perhaps a space, and up to 7 digits (Follett Destiny help, "Follett Classic textbook prefix").
 */
export const DEFAULT_BARCODE_PATTERNS: BarcodePatterns = {
  member: ['2\\d{13}', 'P ?\\d{1,7}'],
  copy: ['3\\d{13}', 'T ?\\d{1,7}'],
  checkDigit: 'warn',
};

const KeyName = z.string().min(1).max(30);

/** How a scanner that types like a keyboard is told from a person. Key names are those of KeyboardEvent.key. */
export const WedgeSettings = z.strictObject({
  averageGapMs: z
    .int()
    .min(10)
    .max(100)
    .meta({ description: 'Keys that follow each other faster than this are a scan' }),
  minLength: z.int().min(2).max(20),
  terminators: z.array(z.enum(['Enter', 'Tab'])).min(1),
  prefix: z.array(KeyName).max(5).meta({ description: 'Keys the scanner sends first, e.g. ["F9"] or ["Ctrl+a"]' }),
  suffix: z.array(KeyName).max(5).meta({ description: 'Keys the scanner sends before the terminator' }),
});
export type WedgeSettings = z.infer<typeof WedgeSettings>;

/** 30 ms is between the slowest common scanner (about 20) and the fastest fingers (about 60). */
export const DEFAULT_WEDGE_SETTINGS: WedgeSettings = {
  averageGapMs: 30,
  minLength: 4,
  terminators: ['Enter', 'Tab'],
  prefix: [],
  suffix: [],
};

/** A USB scanner as the status bar shows it. `id` is not a path: it stays the same while the scanner is plugged in. */
export const ScannerDevice = z.object({
  id: z.string(),
  name: z.string(),
  maker: z.string().optional(),
  state: z.enum(['ready', 'no_permission', 'failed']),
  hint: z.string().optional().meta({ description: 'How to fix it, for whoever looks after the computer' }),
});
export type ScannerDevice = z.infer<typeof ScannerDevice>;

export const ScannerStatus = z.object({
  support: z.enum(['ready', 'unavailable']),
  sentence: z.string(),
  devices: z.array(ScannerDevice),
});
export type ScannerStatus = z.infer<typeof ScannerStatus>;

function isRegex(source: string): boolean {
  try {
    new RegExp(source, 'u');
    return true;
  } catch {
    return false;
  }
}
