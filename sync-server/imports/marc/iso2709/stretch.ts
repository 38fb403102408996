import type { Frame, ReadPosition } from '../framing.ts';
import { diagnose } from './diagnosis.ts';
import { isWholeRecord, LEADER_LENGTH, RECORD_TERMINATOR } from './leader.ts';

/** The bytes from behind one record terminator up to and with the next, or up to the end of the file. */
export type Stretch = {
  bytes: Buffer;
  position: ReadPosition;
  /** How many bytes before `bytes` were already let go because no terminator came for so long. */
  droppedLength: number;
};

/** What exporters put between records and what says nothing: NUL, tab, line ends, end-of-file mark, space. */
const padding = new Set([0x00, 0x09, 0x0a, 0x0d, 0x1a, 0x20]);
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * The frames of one stretch, and where the next stretch begins: at most one record, which ends where the stretch ends,
 * and before it whatever is broken. So a record is read even when the one before it has lost its end.
 */
export function framesOf(stretch: Stretch): { frames: Frame[]; next: ReadPosition } {
  const { bytes, position, droppedLength } = stretch;
  const start = droppedLength > 0 ? 0 : paddingLength(bytes);
  const recordAt = wholeRecordAt(bytes, start);
  const frames: Frame[] = [];
  let next = position;
  const goOn = (length: number, records: number): ReadPosition => {
    next = { byteOffset: next.byteOffset + length, record: next.record + records };
    return next;
  };

  const front = bytes.subarray(start, recordAt);
  const finding = saysNothing(front) ? undefined : diagnose(front, droppedLength, recordAt !== undefined);
  const frontLength = droppedLength + (recordAt ?? bytes.length);
  if (finding) {
    const { record } = next;
    frames.push({ kind: 'broken', record, reason: finding.reason, next: goOn(frontLength, finding.isRecord ? 1 : 0) });
  } else {
    goOn(frontLength, 0);
  }
  if (recordAt !== undefined) {
    const { record } = next;
    frames.push({ kind: 'record', record, bytes: bytes.subarray(recordAt), next: goOn(bytes.length - recordAt, 1) });
  }
  return { frames, next };
}

function wholeRecordAt(bytes: Buffer, from: number): number | undefined {
  if (bytes.at(-1) !== RECORD_TERMINATOR) return undefined;
  for (let at = from; at < bytes.length - LEADER_LENGTH; at += 1) {
    if (isWholeRecord(bytes, at)) return at;
  }
  return undefined;
}

function paddingLength(bytes: Buffer): number {
  let length = bytes.subarray(0, 3).equals(byteOrderMark) ? 3 : 0;
  while (padding.has(bytes[length] ?? -1)) length += 1;
  return length;
}

function saysNothing(front: Buffer): boolean {
  return front.length === 0 || (front.length === 1 && front[0] === RECORD_TERMINATOR);
}
