/** What one report of a scanner carries: a whole code, or a part of a long one. */
export type HidPosPart = {
  /** The AIM identifier, e.g. `]C0`; undefined where the scanner sends none (or not again in a later part). */
  aim?: string;
  data: Uint8Array;
  more: boolean;
};

const BRACKET = 0x5d;
/** Most makers carry 56 bytes of data; Microscan carries 62 and leaves no room for a flag. */
const MOST_DATA_BESIDE_A_FLAG = 56;
/** Tab, line feed, carriage return, and the separators of GS1 and of ISO/IEC 15434 envelopes. */
const CONTROLS_IN_CODES = new Set([0x04, 0x09, 0x0a, 0x0d, 0x1c, 0x1d, 0x1e, 0x1f]);

/**
 * Reads one HID POS report as node-hid gives it: byte 0 is the report id, byte 1 the length. Undefined when it is no
 * scan (an answer to a command, an empty or broken report).
 *
 * Layouts differ, also within a maker, so it is the place of the AIM identifier's `]` that decides, not the vendor:
 * - `02 len ] c m data…`     Honeywell, Access-IS: `len` leaves the identifier out; last byte set: more follows
 * - `02 len 00 ] c m data…`  Zebra: the same, one byte later
 * - `01 len data…`           Microscan: the identifier is in `data` and in `len`; a full report: more follows
 * - `02 len data…`           Newland: an identifier in `data` only if so configured
 * Sources: Access-IS LSR118 product manual, appendix B; Microscan MS-4 help, "Microscan HID Report Format"; Newland
 * FM430 HID POS protocol; captures of a Zebra and a Honeywell.
 */
export function readReport(report: Uint8Array): HidPosPart | undefined {
  const length = report[1] ?? 0;
  if (length === 0) return undefined;
  const shifted = report[2] === 0 && isAim(report, 3);
  if (shifted) return aimPart(report, 3, 6 + length);
  if (!isAim(report, 2)) return plainPart(report, length);
  return aimPart(report, 2, lengthCountsAim(report, length) ? 2 + length : 5 + length);
}

function aimPart(report: Uint8Array, aimAt: number, end: number): HidPosPart | undefined {
  const dataAt = aimAt + 3;
  if (end > report.length || end <= dataAt) return undefined;
  const aim = String.fromCharCode(...report.subarray(aimAt, dataAt));
  // ISO/IEC 15424 keeps ]Z for what was not read from bars: Honeywell answers commands under it.
  if (aim.startsWith(']Z')) return undefined;
  return { aim, data: report.slice(dataAt, end), more: moreFollows(report, end) };
}

function plainPart(report: Uint8Array, length: number): HidPosPart | undefined {
  const end = 2 + length;
  if (end > report.length) return undefined;
  const data = report.slice(2, end);
  // Newland's answers begin with 02 00 00, Microscan's with <K.
  const isText = data.every((byte) => byte >= 0x20 || CONTROLS_IN_CODES.has(byte));
  const isAnswer = data[0] === 0x3c && data[1] === 0x4b;
  if (!isText || isAnswer) return undefined;
  return { data, more: moreFollows(report, end) };
}

/** Padding tells: were the identifier not counted, the last three bytes of the data would be NUL. */
function lengthCountsAim(report: Uint8Array, length: number): boolean {
  if (length > MOST_DATA_BESIDE_A_FLAG) return true;
  return report.subarray(2 + length, 5 + length).every((byte) => byte === 0);
}

function moreFollows(report: Uint8Array, end: number): boolean {
  return end === report.length || report[report.length - 1] !== 0;
}

function isAim(report: Uint8Array, at: number): boolean {
  const codeCharacter = String.fromCharCode(report[at + 1] ?? 0);
  const modifier = String.fromCharCode(report[at + 2] ?? 0);
  return report[at] === BRACKET && /^[A-Za-z]$/.test(codeCharacter) && /^[0-9A-Za-z]$/.test(modifier);
}
