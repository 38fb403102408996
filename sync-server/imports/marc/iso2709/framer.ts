import { type Frame, type Framer, fileStart, type ReadPosition } from '../framing.ts';
import { LONGEST_RECORD, RECORD_TERMINATOR } from './leader.ts';
import { framesOf } from './stretch.ts';

/** As many bytes without a record terminator are kept: two records of which the first has lost its end. */
const KEPT_LENGTH = 2 * LONGEST_RECORD;

/**
 * Cuts an ISO 2709 file at its record terminators (0x1D, which is part of no character, in MARC-8 and UTF-8 alike). The
 * stated lengths are only checked, never trusted for finding the next record, so that damage ends where it happened.
 */
export function iso2709Framer(start: ReadPosition = fileStart): Framer {
  let position = start;
  let pending: Uint8Array[] = [];
  let pendingLength = 0;
  let droppedLength = 0;

  const cut = (lastPiece: Uint8Array): Frame[] => {
    const { frames, next } = framesOf({ bytes: joined([...pending, lastPiece]), position, droppedLength });
    position = next;
    pending = [];
    pendingLength = 0;
    droppedLength = 0;
    return frames;
  };

  const keep = (piece: Uint8Array): void => {
    pending.push(piece);
    pendingLength += piece.length;
    if (pendingLength <= KEPT_LENGTH) return;
    const tail = Buffer.from(joined(pending).subarray(-LONGEST_RECORD));
    droppedLength += pendingLength - tail.length;
    pending = [tail];
    pendingLength = tail.length;
  };

  return {
    push(chunk) {
      const frames: Frame[] = [];
      let from = 0;
      let at = chunk.indexOf(RECORD_TERMINATOR);
      while (at !== -1) {
        frames.push(...cut(chunk.subarray(from, at + 1)));
        from = at + 1;
        at = chunk.indexOf(RECORD_TERMINATOR, from);
      }
      if (from < chunk.length) keep(chunk.subarray(from));
      return frames;
    },
    end: () => cut(new Uint8Array()),
  };
}

function joined(pieces: Uint8Array[]): Buffer {
  const [only] = pieces;
  if (only && pieces.length === 1) return Buffer.from(only.buffer, only.byteOffset, only.length);
  return Buffer.concat(pieces);
}
