import type { Database } from 'better-sqlite3';

/**
 * The cache's tables. Copies point at books by id without a foreign key: a page of the feed may bring a copy before its
 * book. Barcodes are not unique here: two pages may pass one through a moment in which both copies have it. `unheld` are
 * books without a copy, which go when no more pages follow: the feed has no tombstones for books. No person's name,
 * number or address has a column.
 */
const tables = `
  CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE books (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    isbn TEXT,
    title TEXT NOT NULL,
    sort_title TEXT NOT NULL,
    subtitle TEXT,
    authors TEXT NOT NULL,
    publisher TEXT,
    year INTEGER,
    language TEXT,
    subjects TEXT NOT NULL
  ) STRICT;
  CREATE TABLE copies (
    id TEXT PRIMARY KEY,
    book_id TEXT NOT NULL,
    barcode TEXT NOT NULL,
    home_branch_id TEXT NOT NULL,
    current_branch_id TEXT NOT NULL,
    status TEXT NOT NULL,
    shelf TEXT,
    item_type TEXT NOT NULL,
    condition TEXT NOT NULL,
    due_at TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE unheld (book_id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
  CREATE TABLE availability (book_id TEXT PRIMARY KEY, said_at TEXT NOT NULL, answer TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE INDEX availability_by_age ON availability (said_at);
`;

/**
 * Words of a book for search as you type. `content=''` keeps no second copy of the text, `contentless_delete=1` lets a
 * row be replaced without its old text (sqlite.org/fts5.html §4.4.3). One to three letters are answered from the prefix
 * index. An ISBN is not in it: whole or begun, it is found through its own index.
 */
const wordIndex = `
  CREATE VIRTUAL TABLE book_words USING fts5(
    title, subtitle, authors, subjects, shelf,
    content='', contentless_delete=1, prefix='1 2 3', tokenize="unicode61 remove_diacritics 2"
  );
`;

/** Step n brings a file of version n to n + 1. A file already in the field is never to be met by a changed step. */
const migrations = [tables + wordIndex];

/** "Carc" in the file's header, so that another program's file is never taken for ours (sqlite.org/pragma.html). */
export const applicationId = 0x43617263;

/** The `user_version` of a file that this program writes. */
export const schemaVersion = migrations.length;

/** Brings a new or older file up to `schemaVersion`, whole or not at all. */
export function migrate(database: Database): void {
  const version = Number(database.pragma('user_version', { simple: true }));
  if (version >= schemaVersion) return;
  const step = database.transaction(() => {
    for (const sql of migrations.slice(version)) database.exec(sql);
    database.pragma(`application_id = ${applicationId}`);
    database.pragma(`user_version = ${schemaVersion}`);
  });
  step.immediate();
}

/** Notes the books of a snapshot whose copies left while it was on its way. */
export const noteUnheld = `
  INSERT OR IGNORE INTO unheld (book_id)
  SELECT b.id FROM books b WHERE NOT EXISTS (SELECT 1 FROM copies c WHERE c.book_id = b.id)`;

/**
 * The indexes that are built after a snapshot's rows are in, one short step each: kept during the load, random barcodes
 * made it three times as long (500,000 copies: 16.7 s instead of 5.6 s of processor time).
 */
export const indexes = [
  'CREATE INDEX IF NOT EXISTS copies_by_book ON copies (book_id)',
  'CREATE INDEX IF NOT EXISTS copies_by_barcode ON copies (barcode)',
  'CREATE INDEX IF NOT EXISTS books_by_isbn ON books (isbn)',
  'CREATE INDEX IF NOT EXISTS books_by_title ON books (sort_title)',
] as const;
