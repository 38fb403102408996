/** ISO 2709 §4.2: the leader is 24 bytes; a directory follows it up to the base address of the data. */
export const LEADER_LENGTH = 24;
export const FIELD_TERMINATOR = 0x1e;
export const RECORD_TERMINATOR = 0x1d;
/** The length has five digits. */
export const LONGEST_RECORD = 99_999;

/** A number written in ASCII digits, as leader and directory have them; `undefined` if any byte is no digit. */
export function readDigits(bytes: Uint8Array, from: number, count: number): number | undefined {
  if (from + count > bytes.length) return undefined;
  let value = 0;
  for (let at = from; at < from + count; at += 1) {
    const digit = (bytes[at] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) return undefined;
    value = value * 10 + digit;
  }
  return value;
}

/** The record length that a leader at `at` states. */
export const statedLength = (bytes: Uint8Array, at = 0): number | undefined => readDigits(bytes, at, 5);

/** Where the data of a record that begins at `at` start, if a directory really ends just before. */
export function dataStart(bytes: Uint8Array, at = 0): number | undefined {
  const base = readDigits(bytes, at + 12, 5);
  if (base === undefined || base <= LEADER_LENGTH) return undefined;
  return bytes[at + base - 1] === FIELD_TERMINATOR ? at + base : undefined;
}

/** Whether exactly the bytes from `at` to the end are one record, as far as its leader tells. */
export function isWholeRecord(bytes: Uint8Array, at = 0): boolean {
  return statedLength(bytes, at) === bytes.length - at && dataStart(bytes, at) !== undefined;
}

/** Whether a record, though perhaps a damaged one, begins here: what comes before it is then no part of it. */
export function looksLikeRecord(bytes: Uint8Array): boolean {
  if (bytes.length < LEADER_LENGTH) return statedLength(bytes) !== undefined;
  const entryMap = String.fromCharCode(...bytes.subarray(20, 22));
  return statedLength(bytes) !== undefined || dataStart(bytes) !== undefined || entryMap === '45';
}
