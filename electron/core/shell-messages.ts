import { z } from 'zod';

/**
 * What the core's process and Electron's main process tell each other, beside the windows' ports. Each side parses
 * what it receives: they are two programs that may have been built at different times.
 */
export const ToCore = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('start'),
    folder: z.string(),
    version: z.string(),
    packaged: z.boolean(),
    key: z.string().nullable(),
    keyNotice: z.string().nullable(),
  }),
  /** Comes with one MessagePort: a window's line. */
  z.object({ kind: z.literal('window') }),
  z.object({ kind: z.literal('printed'), id: z.int(), printed: z.boolean(), sentence: z.string().nullable() }),
  z.object({ kind: z.literal('printers'), id: z.int(), names: z.array(z.string()) }),
  z.object({ kind: z.literal('keyKept'), id: z.int(), notice: z.string().nullable() }),
  z.object({ kind: z.literal('stop') }),
]);
export type ToCore = z.infer<typeof ToCore>;

export const ToShell = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('print'),
    id: z.int(),
    html: z.string(),
    paper: z.enum(['slip', 'a4']),
    printer: z.string().nullable(),
  }),
  z.object({ kind: z.literal('listPrinters'), id: z.int() }),
  z.object({ kind: z.literal('keepKey'), id: z.int(), key: z.string() }),
]);
export type ToShell = z.infer<typeof ToShell>;

/** The core waits for an answer to each: what the shell says when it could do nothing of what was asked. */
export function notServed(asked: ToShell): ToCore {
  const { id, kind } = asked;
  if (kind === 'print') return { kind: 'printed', id, printed: false, sentence: notPrinted };
  if (kind === 'listPrinters') return { kind: 'printers', id, names: [] };
  return { kind: 'keyKept', id, notice: keyNotKept };
}

const notPrinted = 'This computer would not print. Look at the printer, then print again.';
const keyNotKept =
  'This computer’s disk or keyring would not keep the desk’s key: it works until Carrel is closed. ' +
  'Make room on the disk or unlock the keyring, then have a manager set the desk up again.';
