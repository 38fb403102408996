/** Where a read begins: a byte of the file at which a record starts, and that record's number (from 1). */
export type ReadPosition = Readonly<{ byteOffset: number; record: number }>;

export const fileStart: ReadPosition = { byteOffset: 0, record: 1 };

/**
 * A stretch of the file. `record`: the bytes of one record, not decoded yet. `broken`: bytes that are no record, and
 * why, in a sentence; its number is that of the broken record, or of the record that the junk stands before.
 * A reader that starts at `next` goes on behind this stretch.
 */
export type Frame =
  | { kind: 'record'; record: number; bytes: Buffer; next: ReadPosition }
  | { kind: 'broken'; record: number; reason: string; next: ReadPosition };

/** Cuts a file into frames: bytes go in as they arrive, in pieces of any size; `end` says that there are no more. */
export type Framer = {
  push(chunk: Uint8Array): Frame[];
  end(): Frame[];
};
