// The floor of a cold sync: the same rows put into plain SQLite as fast as it goes — one transaction, nothing synced,
// indexes and words afterwards — with what any desk needs to find them again.

export const rawTables = `
  pragma journal_mode = off;
  pragma synchronous = off;
  create table books (key integer primary key, id text, isbn text, title text, subtitle text, authors text,
    publisher text, year integer, language text, subjects text);
  create table copies (id text primary key, book_id text, barcode text, home_branch_id text, current_branch_id text,
    status text, shelf text, item_type text, condition text, due_at text) without rowid;
  create virtual table words using fts5(title, subtitle, authors, subjects, shelf, content='', prefix='1 2 3',
    tokenize="unicode61 remove_diacritics 2");`;

export const insertRawBook =
  'insert into books (id, isbn, title, subtitle, authors, publisher, year, language, subjects) values (?, ?, ?, ?, ?, ?, ?, ?, ?)';
export const insertRawCopy = 'insert into copies values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)';

export const rawIndexes = `
  create unique index books_by_id on books (id);
  create index books_by_isbn on books (isbn);
  create index books_by_title on books (title);
  create index copies_by_book on copies (book_id);
  create index copies_by_barcode on copies (barcode);
  insert into words (rowid, title, subtitle, authors, subjects, shelf)
    select b.key, b.title, b.subtitle, b.authors, b.subjects,
      (select group_concat(distinct c.shelf) from copies c where c.book_id = b.id)
    from books b;`;
