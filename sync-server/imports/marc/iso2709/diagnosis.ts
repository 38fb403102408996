import { LONGEST_RECORD, looksLikeRecord, RECORD_TERMINATOR, statedLength } from './leader.ts';

/** What is wrong with some bytes, in a sentence; `isRecord`: they were meant to be one record, and count as one. */
export type Finding = { reason: string; isRecord: boolean };

/** Why `bytes`, which are no whole record, are none. `recordFollows`: a whole record comes directly behind them. */
export function diagnose(bytes: Buffer, droppedLength: number, recordFollows: boolean): Finding {
  const length = bytes.length + droppedLength;
  if (length > LONGEST_RECORD) {
    return {
      isRecord: false,
      reason: `${length} bytes without the end of a record were passed over; no MARC record is so long.`,
    };
  }
  if (!looksLikeRecord(bytes)) {
    return { isRecord: false, reason: `${length} bytes before this record belong to no record and were passed over.` };
  }
  return { isRecord: true, reason: brokenRecord(bytes, recordFollows) };
}

function brokenRecord(bytes: Buffer, recordFollows: boolean): string {
  const stated = statedLength(bytes);
  if (stated === undefined) return 'The leader of this record does not begin with its length.';
  if (bytes.at(-1) !== RECORD_TERMINATOR) {
    return recordFollows
      ? `This record breaks off after ${bytes.length} bytes, and the next one begins; its leader says ${stated}.`
      : `The file ends in the middle of this record, after ${bytes.length} bytes; its leader says ${stated}.`;
  }
  if (stated !== bytes.length) {
    return `The leader of this record says that it is ${stated} bytes long, but it has ${bytes.length}.`;
  }
  return 'The leader of this record does not say where its directory ends.';
}
