import type { z } from 'zod';
import type { CachedCopy } from '#shared/contract/bridge/catalog.ts';
import type { Branch, MemberStanding } from '#shared/contract/records.ts';
import type { SyncBook } from '#shared/contract/sync.ts';
import type { CopyStatus, NextStep } from '#shared/contract/vocabulary.ts';
import { libraryCheckDigit } from '#shared/rules/check-digit.ts';

/** A UUIDv7 that says what it is for: `id(1, 7)` is the seventh of the first kind. */
export const id = (kind: number, n: number) =>
  `0190a000-${String(kind).padStart(4, '0')}-7000-8000-${n.toString(16).padStart(12, '0')}`;

const hours = { opens: '09:00', closes: '18:00' };
const week = [null, hours, hours, hours, hours, hours, null];

export const mainBranch: Branch = {
  id: id(1, 1),
  code: 'MAIN',
  name: 'Riverside Library',
  timeZone: 'Europe/London',
  openingHours: week,
};
export const hillBranch: Branch = {
  id: id(1, 2),
  code: 'HILL',
  name: 'Hill Street',
  timeZone: 'Europe/London',
  openingHours: week,
};

/** The n-th card and the n-th copy of the example library, with right check digits. */
export const cardNumber = (n: number) => withCheckDigit(`233900001${String(n).padStart(4, '0')}`);
export const copyBarcode = (n: number) => withCheckDigit(`333900003${String(n).padStart(4, '0')}`);
const withCheckDigit = (first13: string) => first13 + libraryCheckDigit(first13);

/** A copy as the cache has it, and what a return of it comes to. */
export type ExampleCopy = z.infer<typeof CachedCopy> & { onReturn: NextStep };

export function exampleMember(n: number, changes: Partial<MemberStanding> = {}): MemberStanding {
  return {
    id: id(3, n),
    number: cardNumber(n),
    name: 'Amina Okafor',
    category: 'adult',
    status: 'active',
    statusReason: null,
    email: 'amina.okafor@example.org',
    phone: '020 7946 0018',
    expiresOn: '2027-03-31',
    homeBranchId: mainBranch.id,
    createdAt: '2024-02-01T10:00:00.000Z',
    updatedAt: '2026-09-14T15:20:00.000Z',
    openLoans: 2,
    overdueLoans: 0,
    loanLimit: 10,
    claimedReturns: 0,
    balance: { amount: 0, currency: 'GBP' },
    readyHolds: [],
    blocks: [],
    ...changes,
  };
}

export function exampleBook(n: number, changes: Partial<SyncBook> = {}): SyncBook {
  return {
    id: id(2, n),
    isbn: null,
    title: `Example ${n}`,
    subtitle: null,
    authors: ['A. Writer'],
    publisher: 'Quay Press',
    year: 1960 + (n % 65),
    language: 'eng',
    subjects: ['History'],
    ...changes,
  };
}

export function exampleCopy(n: number, book: SyncBook, status: CopyStatus, onReturn: NextStep): ExampleCopy {
  return {
    id: id(4, n),
    bookId: book.id,
    barcode: copyBarcode(n),
    homeBranchId: mainBranch.id,
    currentBranchId: mainBranch.id,
    status,
    shelf: `Fiction · ${(book.authors[0]?.split(' ').at(-1) ?? 'AAA').slice(0, 3).toUpperCase()}`,
    itemType: 'regular',
    condition: 'good',
    dueAt: status === 'on_loan' ? '2026-12-01T18:00:00.000Z' : null,
    branchCode: mainBranch.code,
    onReturn,
  };
}
