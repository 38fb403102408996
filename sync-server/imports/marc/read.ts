import type { MarcFormat } from './format.ts';
import { type Framer, fileStart, type ReadPosition } from './framing.ts';
import { decodeIso2709 } from './iso2709/decode.ts';
import { iso2709Framer } from './iso2709/framer.ts';
import { decodeMarcxml } from './marcxml/decode.ts';
import { marcxmlFramer } from './marcxml/framer.ts';
import type { DecodedRecord } from './record.ts';

/** What stands at one place of the file: a record, or why there is none. Reading can be taken up again at `next`. */
export type MarcEntry = DecodedRecord & { record: number; next: ReadPosition };

/**
 * The records of a MARC file, one after another; no more than one is held at a time. `source` gives the file's bytes
 * from `start.byteOffset` on, in pieces of any size. What is damaged comes as an entry with a reason, and reading goes
 * on behind it; nothing in the bytes makes this throw.
 */
export async function* readMarc(
  source: AsyncIterable<Uint8Array>,
  format: MarcFormat,
  start: ReadPosition = fileStart,
): AsyncGenerator<MarcEntry> {
  const framer = framerOf(format, start);
  for await (const chunk of source) yield* entriesOf(framer.push(chunk), format);
  yield* entriesOf(framer.end(), format);
}

function framerOf(format: MarcFormat, start: ReadPosition): Framer {
  return format.kind === 'iso2709' ? iso2709Framer(start) : marcxmlFramer(start);
}

function* entriesOf(frames: ReturnType<Framer['push']>, format: MarcFormat): Generator<MarcEntry> {
  for (const frame of frames) {
    const { record, next } = frame;
    if (frame.kind === 'broken') yield { record, next, reason: frame.reason };
    else yield { record, next, ...decode(frame.bytes, format) };
  }
}

function decode(bytes: Buffer, format: MarcFormat): DecodedRecord {
  return format.kind === 'iso2709' ? decodeIso2709(bytes) : decodeMarcxml(bytes, format.encoding);
}
