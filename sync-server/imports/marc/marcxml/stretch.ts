import type { Frame, ReadPosition } from '../framing.ts';
import { holdsBareText, holdsMarc, lastRecordStart } from './markup.ts';

/** The longest record that is waited for. ISO 2709 stops at 100 KB; as XML the same is a few times longer. */
export const LONGEST_RECORD = 4 * 1024 * 1024;

/** The bytes from behind one closing record tag up to and with the next, or up to the end of the file. */
export type Stretch = {
  bytes: Buffer;
  position: ReadPosition;
  /** How many bytes before `bytes` were already let go because no record ended for so long. */
  droppedLength: number;
  isEnd: boolean;
};

/** The frames of one stretch, and where the next begins: what is broken, then at most one record. */
export function framesOf(stretch: Stretch): { frames: Frame[]; next: ReadPosition } {
  const { bytes, position, droppedLength, isEnd } = stretch;
  const isTooLong = droppedLength + bytes.length > LONGEST_RECORD;
  const recordAt = isEnd || isTooLong ? undefined : lastRecordStart(bytes);
  const front = bytes.subarray(0, recordAt);
  const frontLength = droppedLength + front.length;
  const finding = isTooLong ? tooLong(frontLength) : diagnose(front, isEnd);
  const frames: Frame[] = [];
  let next = {
    byteOffset: position.byteOffset + frontLength,
    record: position.record + (finding?.isRecord ? 1 : 0),
  };
  if (finding) frames.push({ kind: 'broken', record: position.record, reason: finding.reason, next });
  if (recordAt !== undefined) {
    const { record } = next;
    next = { byteOffset: next.byteOffset + bytes.length - recordAt, record: record + 1 };
    frames.push({ kind: 'record', record, bytes: bytes.subarray(recordAt), next });
  }
  return { frames, next };
}

type Finding = { reason: string; isRecord: boolean };

function tooLong(length: number): Finding {
  return { isRecord: true, reason: `${length} bytes without the end of a record were passed over.` };
}

function diagnose(front: Buffer, isEnd: boolean): Finding | undefined {
  if (holdsMarc(front)) {
    const reason = isEnd ? 'The file ends in the middle of this record.' : 'This record has no beginning or no end.';
    return { isRecord: true, reason };
  }
  if (holdsBareText(front)) {
    return {
      isRecord: false,
      reason: `${front.length} bytes before this record belong to no record and were passed over.`,
    };
  }
  return undefined;
}
