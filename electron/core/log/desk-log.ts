import { appendFile, mkdir, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** What one call to the server came to: ids, patterns and codes only. No name, number, barcode or token is ever in it. */
export type CallLine = {
  requestId: string;
  /** The route's method and pattern: `POST /loans/checkout`. */
  call: string;
  /** `done`, the code of a refusal, or `unreachable`. */
  outcome: string;
  ms: number;
};

export type DeskLog = {
  write(line: CallLine): void;
  /** When all that was written so far is in the file. */
  settled(): Promise<void>;
};

type DeskLogOptions = { file: string; now: () => Date; mostBytes?: number };

/** Lines that wait for a slow disk; more are given up. */
const mostWaiting = 1000;

/**
 * The desk's own log, for whoever is asked about a request: a line of JSON a call. When the file is full it becomes
 * `….1`, in the place of an older one. It is a help and no more: a disk that refuses it stops nothing.
 */
export function openDeskLog({ file, now, mostBytes = 2_000_000 }: DeskLogOptions): DeskLog {
  let waiting: string[] = [];
  let writing: Promise<void> | null = null;

  async function writeWaiting(): Promise<void> {
    while (waiting.length > 0) {
      const lines = waiting.join('');
      waiting = [];
      // A full disk is told of where it matters: at the outbox and at the cache.
      await append(file, lines, mostBytes).catch(() => {});
    }
    writing = null;
  }

  return {
    write(line) {
      if (waiting.length >= mostWaiting) return;
      waiting.push(`${JSON.stringify({ at: now().toISOString(), ...line })}\n`);
      writing ??= writeWaiting();
    },
    settled: async () => void (await writing),
  };
}

async function append(file: string, lines: string, mostBytes: number): Promise<void> {
  const size = await stat(file).then(
    (found) => found.size,
    () => 0,
  );
  if (size > mostBytes) await rename(file, `${file}.1`);
  if (size === 0) await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await appendFile(file, lines, { mode: 0o600 });
}
