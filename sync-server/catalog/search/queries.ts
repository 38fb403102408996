import { sql } from '../../db/sql.ts';
import type { KnownWord } from './rows.ts';

/** Words as the index has them, in the order typed: $2 is the text of each box. */
export const readWords = sql<{ field: number; word: string; books: number | null }>(
  'catalog.search.read_words',
  `select t.field::integer, w.lexeme as word, k.books
   from unnest($2::text[]) with ordinality as t (text, field)
   cross join lateral unnest(to_tsvector('simple', fold_text(t.text))) w
   left join search_words k on k.tenant_id = $1 and k.word = w.lexeme
   order by t.field, w.positions[1]`,
);

const lastWord = `(regexp_match(fold_text($2), '[^ ]+$'))[1]`;

/** The most frequent words that begin with the last word of $2. */
export const completions = sql<KnownWord>(
  'catalog.search.completions',
  `select word, books from search_words
   where tenant_id = $1 and word >= ${lastWord} and word < ${lastWord} || chr(1114111)
   order by books desc, word limit $3`,
);

export const nearWords = sql<KnownWord>('catalog.search.near_words', 'select word, books from near_words($1, $2)');

/** What all searches are narrowed by: see {@link Criteria}. */
const criteria = `row($1::tsquery, $2::tsquery, $3::tsquery, $4::tsquery, array_remove(array[
  'language=' || lower($5::text), 'year=' || $6::integer, 'genre=' || fold_text($7::text)], null),
  $8::uuid, $9::uuid)::search_criteria`;

/** The candidates of a search in one of the {@link orders}; $10 is what scores, $11 the whole title. */
export const searchBooks = (order: Order) =>
  sql<{ ids: string[] }>(
    `catalog.search.ranked_${order}`,
    `select array(
       select book_id from search_books(${criteria}, $10::tsquery, fold_text($11::text), $12)
       order by ${orders[order]}
     ) as ids`,
  );

const orders = {
  relevance: 'score desc, popularity desc, title_key, book_id',
  title: 'title_key, book_id',
  title_down: 'title_key desc, book_id desc',
  year: 'year nulls first, book_id desc',
  year_down: 'year desc nulls last, book_id',
  createdAt: 'book_id',
  createdAt_down: 'book_id desc',
};
export type Order = keyof typeof orders;

/** A list without words: $10 the order, $11 the offset, $12 the limit. */
export const listBooks = sql<{ ids: string[] }>(
  'catalog.search.list',
  `select array(select * from list_books(${criteria}, $10::text, $11::integer, $12::integer)) as ids`,
);

export const countBooks = sql<{ count: number }>(
  'catalog.search.count',
  `select count_books(${criteria}, $10::integer) as count`,
);

/** Words that begin with $10 in the books that fit. */
export const wordsBeside = sql<{ word: string }>(
  'catalog.search.words_beside',
  `select word from words_beside(${criteria}, $10::text, $11::integer)`,
);

export const findByIsbn = sql<{ id: string }>(
  'catalog.search.find_by_isbn',
  'select id from books where tenant_id = $1 and isbn = $2',
);

/** Those of the books with a copy on a shelf, in the branch $3 or in any; in the same order. */
export const keepAvailable = sql<{ ids: string[] }>(
  'catalog.search.keep_available',
  `select array(
     select wanted.id from unnest($2::uuid[]) with ordinality as wanted (id, position)
     where exists (
       select from copies c
       where c.tenant_id = $1 and c.book_id = wanted.id and c.status = 'available'
         and ($3::uuid is null or c.current_branch_id = $3)
     ) order by wanted.position
   ) as ids`,
);

/** How many of these books there are of each language, genre and year; the most frequent 50 of each. */
export const countFacets = sql<{ facet: 'languages' | 'genres' | 'years'; value: string; count: number }>(
  'catalog.search.facets',
  `with found as materialized (
     select language, genres, year from books where tenant_id = $1 and id = any ($2::uuid[])
   ), counted as (
     select 'languages' as facet, language as value, count(*)::integer from found where language is not null group by language
     union all
     select 'genres', genre, count(*)::integer from found, unnest(genres) genre group by genre
     union all
     select 'years', year::text, count(*)::integer from found where year is not null group by year
   )
   select facet, value, count from (
     select *, row_number() over (partition by facet order by count desc, value) as place from counted
   ) placed where place <= 50 order by facet, place`,
);

export const foldTallies = sql<{ count: number }>(
  'catalog.search.fold_tallies',
  'select fold_word_tallies($1) as count',
);

export const refreshPopularity = sql<{ count: number }>(
  'catalog.search.refresh_popularity',
  'select refresh_popularity($1, $2) as count',
);
