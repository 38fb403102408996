import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { demoBooks } from './books.ts';
import { demoCopies } from './copies.ts';
import { demoLoans } from './loans.ts';
import { demoMembers } from './people.ts';
import {
  analyze,
  eventId,
  insertBooks,
  insertCharges,
  insertCopies,
  insertLoans,
  insertMembers,
  textOf,
} from './queries.ts';
import { seededRandom } from './random.ts';
import { sheetCopies, sheetMembers } from './sheet.ts';

export const demoSize = { books: 5000, copies: 12_000, members: 1500 };
/** Write transactions stay short (design.md, "Sync"). */
const chunk = 2000;

export type Progress = (done: number, total: number, what: string) => void;
type Place = { ownerUrl: string; tenantId: string; branchIds: readonly string[]; progress: Progress };

/** Generates the demo library, the same on every machine, and loads it chunk by chunk. */
export async function loadDemoLibrary({ ownerUrl, tenantId, branchIds, progress }: Place): Promise<void> {
  const random = seededRandom(1931);
  const books = demoBooks(random, demoSize.books).map((book) => ({ id: uuidv7(), ...book }));
  const copies = demoCopies(random, books, demoSize.copies).map((copy) => ({
    id: uuidv7(),
    bookId: books[copy.book]?.id,
    branchId: branchIds[copy.branch],
    ...copy,
  }));
  const members = demoMembers(random, demoSize.members).map((member) => ({ id: uuidv7(), ...member }));
  const loans = demoLoans(random, {
    copies,
    members,
    onSheet: { copies: sheetCopies, members: sheetMembers },
  }).map((loan) => ({
    id: uuidv7(),
    copyId: copies[loan.copy]?.id,
    memberId: members[loan.member]?.id,
    ...loan,
  }));
  const steps = [
    { what: 'books', statement: insertBooks, rows: books },
    { what: 'copies', statement: insertCopies, rows: copies },
    { what: 'members', statement: insertMembers, rows: members },
    { what: 'accounts', statement: insertCharges, rows: members },
    { what: 'loans', statement: insertLoans, rows: loans },
  ];
  const total = steps.reduce((sum, step) => sum + step.rows.length, 0);
  const client = new pg.Client(ownerUrl);
  await client.connect();
  try {
    await client.query(textOf);
    await client.query(eventId);
    let done = 0;
    for (const { what, statement, rows } of steps) {
      for (let from = 0; from < rows.length; from += chunk) {
        const part = rows.slice(from, from + chunk);
        await client.query(statement, [tenantId, JSON.stringify(part)]);
        done += part.length;
        progress(done, total, what);
      }
    }
    await client.query(analyze);
  } finally {
    await client.end();
  }
}
