// The statements that make a big library, in order. Numbers between 0 and 1 come from a hash of the row's number, so
// they are the same on every run and in every worker.
import type { BigLibrarySize } from './big-library.ts';

/** How many different words titles are made of, besides the common ones. */
const vocabulary = 250_000;
/** Of which so many remain when doubles are struck out, and a few hundred thousand titles use them. */
const used = 190_000;
const authors = 150_000;
const headings = 6_000;

/** Helpers in a schema of their own, dropped at the end. */
export const tools = `
  create schema big;
  create function big.chance(what text, n bigint) returns float8 language sql immutable parallel safe
    return (hashtextextended(what, n) & 1048575)::float8 / 1048576;
  -- The first ranks more often than the last, but none by itself: how books fall to authors.
  create function big.lean(what text, n bigint, ranks integer) returns integer language sql immutable parallel safe
    return 1 + floor(power(big.chance(what, n), 2) * ranks)::integer;
  -- Rank k with a probability of about 1/k (Zipf): how words and subjects fall to titles.
  create function big.rank(what text, n bigint, ranks integer) returns integer language sql immutable parallel safe
    return floor(power(ranks, big.chance(what, n)))::integer;
  -- Shaped and ordered as UUIDv7: the number stands where the time does.
  create function big.id(kind text, n bigint) returns uuid language sql immutable parallel safe
    return (lpad(to_hex(1700000000000 + n), 12, '0') || '7' || left(md5(kind), 3) || '8'
      || lpad(to_hex(hashtextextended(kind, n) & 1152921504606846975), 15, '0'))::uuid;
  create function big.isbn(n bigint) returns text language sql immutable parallel safe
    return '978' || lpad((100000000 + n)::text, 9, '0') || (10 - (
      select sum(substr('978' || lpad((100000000 + n)::text, 9, '0'), i, 1)::integer * (1 + 2 * ((i + 1) % 2)))
      from generate_series(1, 12) i) % 10) % 10;
  create table big.common_words (word text, rank integer);
  create table big.syllables (syllable text, rank integer primary key);
  create table big.words (rank integer, word text);
  create table big.authors (rank integer, name text);
  create table big.headings (rank integer, heading text);
  create table big.titles (n integer, title text)`;

export const tidy = 'drop schema big cascade';

type Load = { table: string; sentence: string; text: string };

export function statements(tenant: string, size: BigLibrarySize): Load[] {
  return [
    { table: 'big.words', sentence: 'words', text: words },
    { table: 'big.authors', sentence: 'authors', text: authorNames },
    { table: 'big.headings', sentence: 'subject headings', text: subjectHeadings },
    { table: 'big.titles', sentence: 'titles', text: titles(size.books) },
    { table: 'books', sentence: 'books', text: books(tenant) },
    { table: 'copies', sentence: 'copies', text: copies(tenant, size) },
    { table: 'members', sentence: 'members', text: members(tenant, size.members) },
    { table: 'loans', sentence: 'open loans', text: loans(tenant, size.members) },
    { table: 'book_search', sentence: 'search rows', text: searchRows(tenant) },
    { table: 'search_words', sentence: 'the table of words', text: searchWords(tenant) },
  ];
}

const words = `
  insert into big.words
  select row_number() over (order by common nulls last, made), word from (
    select word, min(common) as common, min(made) as made from (
      select word, rank as common, null::integer as made from big.common_words
      union all
      select string_agg(s.syllable, '' order by p), null, n
      from generate_series(1, ${vocabulary}) n
      cross join lateral generate_series(1, 2 + (big.chance('syllables', n) * 3)::integer) p
      join big.syllables s on s.rank = 1 + floor(big.chance('syllable' || p, n) * (select count(*) from big.syllables))
      group by n
    ) made group by word
  ) named`;

const authorNames = `
  insert into big.authors
  select n, initcap(family.word) || ', ' || initcap(given.word)
  from generate_series(1, ${authors}) n
  join big.words family on family.rank = 300 + big.lean('family', n, 40000)
  join big.words given on given.rank = 300 + big.lean('given', n, 800)`;

/** "Blues -- History": a fifth of the headings end like that, as in real catalogues. */
const subjectHeadings = `
  insert into big.headings
  select n, initcap(w.word) || case when n % 5 = 0 then ' -- History' when n % 7 = 0 then ' -- Study and teaching' else '' end
  from generate_series(1, ${headings}) n join big.words w on w.rank = 10 + n`;

const titles = (count: number) => `
  insert into big.titles
  select n, upper(left(title, 1)) || substr(title, 2) from (
    select n, string_agg(w.word, ' ' order by p) as title
    from generate_series(1, ${count}) n
    cross join lateral generate_series(1, 2 + (big.chance('length', n) * 6)::integer) p
    join big.words w on w.rank = big.rank('title' || p, n, ${used})
    group by n
  ) titled`;

const books = (tenant: string) => `
  insert into books (tenant_id, id, isbn, title, authors, publisher, year, language, subjects, genres)
  select '${tenant}', big.id('book', n), case when n % 20 > 0 then big.isbn(n) end, title,
    array_remove(array[a.name, b.name], null), 'Press ' || n % 900, 2026 - floor(power(big.chance('year', n), 3) * 130)::integer,
    (array['eng', 'eng', 'eng', 'eng', 'eng', 'eng', 'spa', 'fre', 'ger', 'rus', 'ita', 'lat'])[1 + (big.chance('language', n) * 11)::integer],
    array_remove(array[s.heading, t.heading], null),
    array[(array['Fiction', 'Biography', 'Science fiction', 'Poetry', 'Textbooks', 'Drama', 'Crime', 'Travel'])[big.rank('genre', n, 9)]]
  from big.titles
  left join big.authors a on a.rank = big.lean('author', n, ${authors})
  left join big.authors b on n % 4 = 0 and b.rank = big.lean('second author', n, ${authors})
  left join big.headings s on s.rank = big.rank('subject', n, ${headings})
  left join big.headings t on n % 2 = 0 and t.rank = big.rank('second subject', n, ${headings})
  order by n`;

const copies = (tenant: string, { books: count, branches }: BigLibrarySize) => `
  insert into copies (tenant_id, id, book_id, barcode, home_branch_id, current_branch_id, status, due_at, shelf)
  select '${tenant}', big.id('copy', c), big.id('book', n), '3' || lpad(c::text, 13, '0'), branch, branch,
    case when lot < 0.1 then 'on_loan' when lot < 0.12 then 'withdrawn' when lot < 0.13 then 'missing' else 'available' end,
    case when lot < 0.1 then now() + (lot * 200 - 3) * interval '1 day' end, 'Shelf ' || n % 700
  from (
    select n, n * 10 + p as c, big.chance('lot', n * 10 + p) as lot,
      big.id('branch', 1 + floor(power(big.chance('branch', n * 10 + p), 1.5) * ${branches})::integer) as branch
    from generate_series(1, ${count}::bigint) n cross join lateral generate_series(1, 1 + (big.chance('copies', n) * 8)::integer) p
  ) placed`;

const members = (tenant: string, count: number) => `
  insert into members (tenant_id, id, number, name, category)
  select '${tenant}', big.id('member', n), '2' || lpad(n::text, 13, '0'), 'Member ' || n, 'adult'
  from generate_series(1, ${count}) n`;

/** Only every tenth member borrows, so that the others are free for measuring checkouts. */
const loans = (tenant: string, count: number) => `
  insert into loans (tenant_id, id, copy_id, book_id, member_id, branch_id, checked_out_at, due_at)
  select tenant_id, big.id('loan', row_number() over ()), id, book_id,
    big.id('member', 10 * (1 + floor(big.chance('borrower', hashtextextended(id::text, 0)) * ${Math.floor(count / 10)})::integer)),
    current_branch_id, due_at - interval '21 days', due_at
  from copies where tenant_id = '${tenant}' and status = 'on_loan'`;

/** From the view that the triggers use; the popularity that a year's loans would have given. */
const searchRows = (tenant: string) => `
  insert into book_search (tenant_id, book_id, document, tags, branches, title_key, year, popularity, tier)
  select tenant_id, book_id, document, tags, branches, title_key, year, popularity,
    case when popularity >= 8 then 0 else tier end
  from (
    select *, least(12, floor(-log(2.0, 1 - big.chance(book_id::text, 0)::numeric)))::smallint as popularity from search_rows
  ) r where tenant_id = '${tenant}'`;

const searchWords = (tenant: string) => `
  insert into search_words (tenant_id, word, books)
  select tenant_id, word, count(*) from book_search, unnest(tsvector_to_array(document)) word
  where tenant_id = '${tenant}' and length(word) between 2 and 40 group by tenant_id, word`;
