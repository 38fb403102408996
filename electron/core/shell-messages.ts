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
  z.object({ kind: z.literal('keyKept'), id: z.int(), notice: z.string().nullable() }),
  z.object({ kind: z.literal('stop') }),
]);
export type ToCore = z.infer<typeof ToCore>;

export const ToShell = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('print'), id: z.int(), html: z.string(), paper: z.enum(['slip', 'a4']) }),
  z.object({ kind: z.literal('keepKey'), id: z.int(), key: z.string() }),
]);
export type ToShell = z.infer<typeof ToShell>;
