import { join } from 'node:path';
import { z } from 'zod';
import { TenantSlug } from '#shared/contract/api/auth.ts';
import { Printers, WedgeProfile } from '#shared/contract/desk.ts';
import { Id } from '#shared/contract/primitives.ts';
import { Branch } from '#shared/contract/records.ts';
import { DEFAULT_WEDGE_SETTINGS } from '#shared/contract/scan.ts';
import { readKept, writeKept } from './kept-file.ts';

/** Which desk of which branch this computer is. The key that proves it lies elsewhere. */
export const Enrolment = z.object({
  serverUrl: z.url(),
  tenant: TenantSlug,
  deskId: Id,
  deskName: z.string(),
  branch: Branch,
});
export type Enrolment = z.infer<typeof Enrolment>;

const DeskSettings = z.object({
  enrolment: Enrolment.nullable().default(null),
  wedge: WedgeProfile.default(DEFAULT_WEDGE_SETTINGS),
  printers: Printers.default({ slip: null, a4: null }),
});
type DeskSettings = z.infer<typeof DeskSettings>;

export type DeskFile = {
  settings(): DeskSettings;
  change(changes: Partial<DeskSettings>): void;
  /** Where settings that could not be read were put; null when all was well. */
  setAsideAs: string | null;
};

/** The desk's settings, in `desk.json` of its folder. */
export function openDeskFile(folder: string, now: Date): DeskFile {
  const file = join(folder, 'desk.json');
  const found = readKept(file, DeskSettings, now);
  let settings = found.kind === 'found' ? found.value : DeskSettings.parse({});
  return {
    settings: () => settings,
    change(changes) {
      const next = { ...settings, ...changes };
      writeKept(file, JSON.stringify(next, null, 2));
      settings = next;
    },
    setAsideAs: found.kind === 'damaged' ? found.setAsideAs : null,
  };
}
