import type { DeskState } from '#shared/contract/desk.ts';
import type { Person } from '#shared/contract/records.ts';
import { DEFAULT_BARCODE_PATTERNS } from '#shared/contract/scan.ts';
import { permissionsOf } from '#shared/rules/permissions.ts';
import type { ExampleLibrary } from './example-library.ts';
import { id, mainBranch } from './example-records.ts';

export const librarian: Person = {
  id: id(6, 1),
  role: 'librarian',
  name: 'Ruth Delgado',
  number: '29390000120000',
  branchId: mainBranch.id,
  permissions: permissionsOf('librarian'),
};

/** Somebody who answers for the branch. */
export const manager: Person = {
  ...librarian,
  id: id(6, 3),
  role: 'manager',
  name: 'Owen Pritchard',
  number: '29390000120026',
  permissions: permissionsOf('manager'),
};

/** A desk at work: enrolled, signed in, live. */
export function exampleState(library: ExampleLibrary): DeskState {
  const at = '2026-11-22T09:00:00.000Z';
  return {
    mode: 'electron',
    version: '0.1.0',
    demo: true,
    enrolled: {
      deskId: id(7, 1),
      deskName: 'Front desk 1',
      serverUrl: 'https://library.example.org',
      tenant: 'riverside',
      branch: mainBranch,
    },
    session: { kind: 'signed_in', person: librarian },
    connection: { kind: 'live', since: at },
    cache: { kind: 'ready', books: library.books.length, copies: library.books.length + 1200, caughtUpAt: at },
    outbox: { queued: 0, needsAttention: 0, sentence: null },
    scanners: {
      support: 'ready',
      sentence: 'One USB scanner is ready.',
      devices: [{ id: 'usb-1', name: 'Voyager 1470g', maker: 'Honeywell', state: 'ready' }],
    },
    barcodePatterns: DEFAULT_BARCODE_PATTERNS,
    currency: 'GBP',
  };
}
