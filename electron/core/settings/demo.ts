import { z } from 'zod';
import { TenantSlug } from '#shared/contract/api/auth.ts';
import { Id } from '#shared/contract/primitives.ts';
import { DeskError } from '../desk-error.ts';
import type { Enrolment } from './desk-file.ts';
import { readJson } from './kept-file.ts';

/** What `npm start` writes down of its demo library, so that the desk is enrolled without hands. */
const Demo = z.object({
  serverUrl: z.url(),
  tenant: TenantSlug,
  branchId: Id,
  deskId: Id,
  deskName: z.string().min(1),
  deskKey: z.string().min(1),
  sheetSvgPath: z.string().nullish(),
});
export type Demo = z.infer<typeof Demo>;

/** The demo library that this file tells of; throws a sentence when the file is not what it should be. */
export function readDemo(file: string): Demo {
  const parsed = Demo.safeParse(readJson(file));
  if (parsed.success) return parsed.data;
  throw new DeskError(`The variable CARREL_DEMO must name a file of the demo library; ${file} is none.`);
}

/** The demo desk's enrolment. Its branch has no name until the server has been asked. */
export function demoEnrolment({ serverUrl, tenant, branchId, deskId, deskName }: Demo): Enrolment {
  const branch = {
    id: branchId,
    code: 'DEMO',
    name: 'Demo library',
    timeZone: 'UTC',
    openingHours: [null, null, null, null, null, null, null],
  };
  return { serverUrl, tenant, deskId, deskName, branch };
}
