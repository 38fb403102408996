import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

/** A file of settings as it was found: `damaged` says where what could not be read was put. */
export type Found<T> = { kind: 'found'; value: T } | { kind: 'none' } | { kind: 'damaged'; setAsideAs: string };

/** Reads a JSON file of ours. One that does not parse is set aside, never overwritten. */
export function readKept<T extends z.ZodType>(file: string, schema: T, now: Date): Found<z.output<T>> {
  if (!existsSync(file)) return { kind: 'none' };
  const parsed = z.safeParse(schema, readJson(file));
  if (parsed.success) return { kind: 'found', value: parsed.data };
  const setAsideAs = `${file}.damaged-${now.toISOString().replace(/[:.]/g, '-')}`;
  renameSync(file, setAsideAs);
  return { kind: 'damaged', setAsideAs };
}

/** Writes a file whole or not at all, also when the power fails: beside it first, synced, then in its place. */
export function writeKept(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const beside = `${file}.new`;
  // Only the person at this computer may read it.
  const handle = openSync(beside, 'w', 0o600);
  try {
    writeFileSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(beside, file);
}

/** What a file says as JSON; undefined when it is not there or says nothing that can be read. */
export function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
