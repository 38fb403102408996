import { type Frame, type Framer, fileStart, type ReadPosition } from '../framing.ts';
import { stretchEnd } from './markup.ts';
import { framesOf, LONGEST_RECORD } from './stretch.ts';

/** A tag cut in two by the end of a piece is found when the next piece is there. */
const LONGEST_TAG = 256;

/**
 * Cuts a MARCXML file behind each `</record>`, whatever prefix it has, without reading it as one XML document: so a
 * record that is not well-formed costs only itself, and reading can begin in the middle. Wrappers of any name
 * (collection, OAI-PMH, SRU) are passed over.
 */
export function marcxmlFramer(start: ReadPosition = fileStart): Framer {
  let position = start;
  let pending = Buffer.alloc(0);
  let searchedTo = 0;
  let droppedLength = 0;

  const cut = (length: number, isEnd: boolean): Frame[] => {
    const { frames, next } = framesOf({ bytes: pending.subarray(0, length), position, droppedLength, isEnd });
    position = next;
    pending = pending.subarray(length);
    searchedTo = 0;
    droppedLength = 0;
    return frames;
  };

  return {
    push(chunk) {
      const frames: Frame[] = [];
      pending = Buffer.concat([pending, chunk]);
      let end = stretchEnd(pending, searchedTo);
      while (end !== undefined) {
        frames.push(...cut(end, false));
        end = stretchEnd(pending, 0);
      }
      if (pending.length > LONGEST_RECORD) {
        droppedLength += pending.length - LONGEST_TAG;
        pending = Buffer.from(pending.subarray(-LONGEST_TAG));
      }
      searchedTo = Math.max(0, pending.length - LONGEST_TAG);
      return frames;
    },
    end: () => cut(pending.length, true),
  };
}
