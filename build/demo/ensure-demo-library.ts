import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import ky, { isHTTPError } from 'ky';
import { z } from 'zod';
import { demoBooks } from './books.ts';
import { referenceOnSheet } from './copies.ts';
import { demoSize, loadDemoLibrary, type Progress } from './load.ts';
import { situations } from './people.ts';
import { seededRandom } from './random.ts';
import { barcodeSheet, sheetCopies, sheetCopyBarcode, sheetMemberBarcode } from './sheet.ts';

/** What `npm start` needs to open a desk that is enrolled already, and what it prints for whoever tries it. */
const DemoLibrary = z.object({
  serverUrl: z.string(),
  tenant: z.string(),
  tenantName: z.string(),
  branchId: z.string(),
  branchName: z.string(),
  deskId: z.string(),
  deskName: z.string(),
  deskKey: z.string(),
  sheetSvgPath: z.string(),
  credentials: z.array(z.object({ role: z.string(), number: z.string(), password: z.string() })),
});
export type DemoLibrary = z.infer<typeof DemoLibrary>;

type Where = { serverUrl: string; operatorKey: string; ownerUrl: string; folder: string; progress: Progress };

const slug = 'demo';
const people = [
  { role: 'admin', number: '1001', password: 'demo-admin-1001', name: 'Miriam Holm' },
  { role: 'manager', number: '1002', password: 'demo-manager-1002', name: 'Tariq Bell' },
  { role: 'librarian', number: '1003', password: 'demo-librarian-1003', name: 'Signe Falk' },
] as const;
const hours = { opens: '09:00', closes: '19:00' };
const week = [hours, hours, hours, hours, hours, { opens: '10:00', closes: '16:00' }, null];

/**
 * The demo library: made once, found again later. The file beside the data says that it is whole; where a first start
 * was cut off in the middle, the next one says so and how to begin anew.
 */
export async function ensureDemoLibrary(where: Where): Promise<DemoLibrary> {
  const file = join(where.folder, 'demo-library.json');
  const kept = await readFile(file, 'utf8').catch(() => undefined);
  if (kept) return DemoLibrary.parse({ ...DemoLibrary.parse(JSON.parse(kept)), serverUrl: where.serverUrl });
  await mkdir(where.folder, { recursive: true });
  const made = await makeDemoLibrary(where);
  await writeFile(file, JSON.stringify(made, null, 2), { mode: 0o600 });
  return made;
}

const Identified = z.object({ id: z.string() });

async function makeDemoLibrary({ serverUrl, operatorKey, ownerUrl, folder, progress }: Where): Promise<DemoLibrary> {
  const http = ky.create({ baseUrl: `${serverUrl}/api/v1/`, retry: 0, timeout: 30_000 });
  const [admin] = people;
  const tenant = await http
    .post('tenants', {
      headers: { 'x-api-key': operatorKey },
      json: {
        slug,
        name: 'Marram Public Library',
        branch: { code: 'MAIN', name: 'Main Library', timeZone: timeZone(), openingHours: week },
        admin: { number: admin.number, name: admin.name, password: admin.password },
      },
    })
    .json(Identified.extend({ branch: Identified }))
    .catch((error: unknown) => {
      if (!(isHTTPError(error) && error.response.status === 409)) throw error;
      throw new Error(`The demo library was cut off while it was made. Delete ${folder} and start again.`);
    });
  const login = { tenant: slug, number: admin.number, password: admin.password };
  const { accessToken } = await http.post('auth/login', { json: login }).json(z.object({ accessToken: z.string() }));
  const asAdmin = http.extend({ headers: { authorization: `Bearer ${accessToken}` } });
  const harbour = await asAdmin
    .post('branches', { json: { code: 'HARB', name: 'Harbour Branch', timeZone: timeZone(), openingHours: week } })
    .json(Identified);
  for (const { role, number, password, name } of people.slice(1)) {
    await asAdmin.post('staff', { json: { role, number, password, name, branchIds: [tenant.branch.id, harbour.id] } });
  }
  await loadDemoLibrary({ ownerUrl, tenantId: tenant.id, branchIds: [tenant.branch.id, harbour.id], progress });
  const deskName = 'Front desk';
  const desk = await asAdmin
    .post('desks', { json: { branchId: tenant.branch.id, name: deskName } })
    .json(Identified.extend({ key: z.string() }));
  const sheetSvgPath = join(folder, 'demo-barcodes.svg');
  await writeFile(sheetSvgPath, demoSheet());
  return {
    serverUrl,
    tenant: slug,
    tenantName: 'Marram Public Library',
    branchId: tenant.branch.id,
    branchName: 'Main Library',
    deskId: desk.id,
    deskName,
    deskKey: desk.key,
    sheetSvgPath,
    credentials: people.map(({ role, number, password }) => ({ role, number, password })),
  };
}

/** The generator is deterministic, so the sheet is made again from its seed instead of being read back. */
function demoSheet(): string {
  const books = demoBooks(seededRandom(1931), demoSize.books);
  return barcodeSheet({
    members: situations.map(({ name = '', label }, index) => ({
      caption: name,
      detail: label,
      barcode: sheetMemberBarcode(index),
    })),
    copies: books.slice(0, sheetCopies).map((book, index) => ({
      caption: book.title,
      detail: index === referenceOnSheet ? 'reference: not lent' : `${book.authors[0] ?? ''} · ${book.shelf}`,
      barcode: sheetCopyBarcode(index),
    })),
  });
}

const timeZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
