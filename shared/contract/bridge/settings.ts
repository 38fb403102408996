import { z } from 'zod';
import { Printers, WedgeProfile } from '../desk.ts';
import { text } from '../primitives.ts';
import { ScanEvent } from '../scan.ts';
import { call, nothing } from './call.ts';

/** Scanners, printers, and what else belongs to this one computer. */
export const settingsCalls = {
  /** Text from a keyboard wedge or from fingers enters the one scan pipeline. */
  'scan.text': call(z.strictObject({ text: text(4000), source: z.enum(['wedge', 'typed']) }), ScanEvent.nullable()),
  'settings.wedge': call(z.strictObject({ profile: WedgeProfile.optional() }), WedgeProfile),
  'sync.refetch': call(nothing, nothing),

  /** The printers of this computer, by the system's names; none where the desk runs in a browser. */
  'print.printers': call(nothing, z.object({ printers: z.array(z.string()) })),
  /** Which of them prints what, without asking; null: the system asks each time. */
  'settings.printers': call(z.strictObject({ printers: Printers.optional() }), Printers),
  'print.html': call(
    z.strictObject({ html: z.string().max(600_000), paper: z.enum(['slip', 'a4']) }),
    z.object({ printed: z.boolean(), sentence: z.string().nullable() }),
  ),
  /** The demo library's printable barcodes; null where the desk is not in a demo. */
  'demo.sheet': call(nothing, z.object({ svg: z.string().nullable() })),
} as const;
