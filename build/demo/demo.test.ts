import { describe, expect, test } from 'vitest';
import { hasRightCheckDigit } from '#shared/rules/check-digit.ts';
import { toIsbn13 } from '#shared/rules/isbn.ts';
import { demoBooks } from './books.ts';
import { demoCopies } from './copies.ts';
import { demoLoans } from './loans.ts';
import { demoMembers } from './people.ts';
import { seededRandom } from './random.ts';
import { barcodeSheet, sheetCopyBarcode, sheetMemberBarcode } from './sheet.ts';

function library(seed: number) {
  const random = seededRandom(seed);
  const books = demoBooks(random, 500);
  const copies = demoCopies(random, books, 1200);
  const members = demoMembers(random, 150);
  return { books, copies, members, loans: demoLoans(random, { copies, members, onSheet: { copies: 18, members: 6 } }) };
}

describe('the demo library', () => {
  test('is the same on every machine', () => {
    expect(library(1931)).toEqual(library(1931));
    expect(library(1931).books[0]).not.toEqual(library(1932).books[0]);
  });

  test('has distinct books with right ISBNs, and a copy of each', () => {
    const { books, copies } = library(1931);
    expect(new Set(books.map((book) => book.isbn)).size).toBe(books.length);
    expect(books.every((book) => toIsbn13(book.isbn) === book.isbn)).toBe(true);
    expect(new Set(copies.map((copy) => copy.book)).size).toBe(books.length);
  });

  test('has cards and barcodes with right check digits, each once', () => {
    const { copies, members } = library(1931);
    const codes = [...copies.map((copy) => copy.barcode), ...members.map((member) => member.number)];
    expect(codes.every((code) => hasRightCheckDigit(code))).toBe(true);
    expect(new Set(codes).size).toBe(codes.length);
  });

  test('never lends a copy twice at a time, and leaves the printed copies on the shelf', () => {
    const { loans } = library(1931);
    expect(loans.length).toBeGreaterThan(500);
    expect(loans.some((loan) => loan.returnedHoursAgo === null)).toBe(true);
    const freeSince = new Map<number, number>();
    for (const loan of loans) {
      expect(loan.copy).toBeGreaterThanOrEqual(18);
      expect(loan.lentHoursAgo).toBeLessThan(freeSince.get(loan.copy) ?? Number.POSITIVE_INFINITY);
      expect(loan.returnedHoursAgo ?? 0).toBeLessThan(loan.lentHoursAgo);
      freeSince.set(loan.copy, loan.returnedHoursAgo ?? 0);
    }
  });

  test('prints the cards and books that it really has', () => {
    const { copies, members } = library(1931);
    expect(members[0]?.number).toBe(sheetMemberBarcode(0));
    expect(copies[17]?.barcode).toBe(sheetCopyBarcode(17));
    const label = { caption: 'Tom & Jerry <3', detail: 'a member', barcode: sheetMemberBarcode(0) };
    const svg = barcodeSheet({ members: [label], copies: [] });
    expect(svg).toContain(sheetMemberBarcode(0));
    expect(svg).toContain('Tom &amp; Jerry &lt;3');
  });
});
