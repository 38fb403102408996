-- Search: one row a book with the words it is found by, kept by triggers, so that no statement that touches a book or a
-- copy can forget it. Checkouts and returns never touch it: it knows which branches hold a book, not who has it.

create extension if not exists unaccent with schema public;
create extension if not exists pg_trgm with schema public;
create extension if not exists btree_gin with schema public;

-- Case, accents and punctuation aside, words separated by single spaces. The separators are listed instead of asking the
-- locale what a letter is: in a database with the locale "C" it would call every Cyrillic letter punctuation. unaccent()
-- is only STABLE because its dictionary could be changed; the search rows would then be written afresh.
create function fold_text(given text) returns text language plpgsql immutable strict parallel safe as $$
begin
  return btrim(regexp_replace(
    regexp_replace(lower(public.unaccent('public.unaccent', normalize(given, nfkc))), '[\u0300-\u036f]+', '', 'g'),
    '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u00d7\u00f7\u02b0-\u02ff\u2000-\u2bff\u2e00-\u2e7f\u3000-\u3004\u3008-\u303f\u30fb]+',
    ' ', 'g'), ' ');
end $$;

-- "O'Brien" is found as o, brien and obrien; "e-mail" as e, mail and email.
create function words_in(given text) returns tsvector language plpgsql immutable strict parallel safe as $$
declare
  joined text;
begin
  if given !~ '[[:alpha:]][''’ʼʻ‐‑-][[:alpha:]]' then
    return to_tsvector('pg_catalog.simple', public.fold_text(given));
  end if;
  select string_agg(regexp_replace(compound[1], '[''’ʼʻ‐‑-]', '', 'g'), ' ') into joined
  from regexp_matches(given, '[[:alpha:]]+(?:[''’ʼʻ‐‑-][[:alpha:]]+)+', 'g') compound;
  return to_tsvector('pg_catalog.simple', public.fold_text(given || ' ' || joined));
end $$;

-- The weights say where a word stands: A title, B authors, C subjects, D genres.
create function book_document(title text, subtitle text, authors text[], subjects text[], genres text[])
returns tsvector language sql immutable parallel safe
return setweight(words_in(concat_ws(' ', title, subtitle)), 'A')
  || setweight(words_in(array_to_string(authors, ' ; ')), 'B')
  || setweight(words_in(array_to_string(subjects, ' ; ')), 'C')
  || setweight(words_in(array_to_string(genres, ' ; ')), 'D');

-- What a search may be narrowed to. The tenant is among them, so that the index itself keeps tenants apart.
create function book_tags(tenant_id uuid, language text, year integer, genres text[])
returns text[] language sql immutable parallel safe
return array_remove(array['tenant=' || tenant_id, 'language=' || language, 'year=' || year], null)
  || array(select distinct 'genre=' || fold_text(genre) from unnest(genres) genre order by 1);

create table book_search (
  tenant_id uuid not null,
  book_id uuid not null,
  document tsvector not null,
  tags text[] not null,
  -- The branches with a copy that belongs there or stands there; withdrawn copies do not count.
  branches uuid[] not null,
  -- What titles are sorted by; cut, because an index row has a limit.
  title_key text collate "C" not null,
  year integer,
  -- Refreshed now and then from the loans of a year: the logarithm of their number. No index has it, so that the
  -- refresh rewrites no index.
  popularity smallint not null default 0,
  -- Which books a search looks through first (see search_books): 0 the most lent, 1 a sample of the others, 2 the rest.
  tier smallint not null check (tier between 0 and 2),
  primary key (tenant_id, book_id),
  foreign key (tenant_id, book_id) references books (tenant_id, id) on delete cascade
) with (fillfactor = 90);

-- Words, words of one field, tags and branches in one index: they are intersected before a row is read. The first two
-- tiers have small indexes of their own.
do $$
declare
  columns constant text := $q$document, ts_filter(document, '{a}'), ts_filter(document, '{b}'),
    ts_filter(document, '{c}'), tags, branches$q$;
begin
  execute format('create index book_search_all on book_search using gin (%s) with (gin_pending_list_limit = 1024)', columns);
  execute format('create index book_search_tier_0 on book_search using gin (%s) where tier = 0', columns);
  execute format('create index book_search_tier_1 on book_search using gin (%s) where tier = 1', columns);
end $$;
create index book_search_by_title on book_search (tenant_id, title_key, book_id);
create index book_search_by_year on book_search (tenant_id, year desc nulls last, book_id);

-- The words of each tenant, for completions and for mending typing errors. Inserting a book adds new words only;
-- how many books have a word is added up later, from the tallies, so that books created at once do not queue up for the
-- row of "the".
create table search_words (
  tenant_id uuid not null references tenants (id),
  word text collate "C" not null,
  books integer not null default 0,
  primary key (tenant_id, word) include (books)
);
create index search_words_trigrams on search_words using gin (tenant_id, word gin_trgm_ops);

create table word_tallies (
  tenant_id uuid not null references tenants (id),
  id bigint generated always as identity,
  word text collate "C" not null,
  books integer not null,
  primary key (tenant_id, id)
);

-- One in sixteen, always the same ones.
create function usual_tier(book_id uuid) returns smallint language sql immutable parallel safe
return case when get_byte(uuid_send(book_id), 15) < 16 then 1 else 2 end;

-- What the search row of a book must be: the one definition that triggers, repairs and bulk loads share.
create view search_rows as
select b.tenant_id, b.id as book_id,
  book_document(b.title, b.subtitle, b.authors, b.subjects, b.genres) as document,
  book_tags(b.tenant_id, b.language, b.year, b.genres) as tags,
  array(
    select c.home_branch_id from copies c
    where c.tenant_id = b.tenant_id and c.book_id = b.id and c.status <> 'withdrawn'
    union
    select c.current_branch_id from copies c
    where c.tenant_id = b.tenant_id and c.book_id = b.id and c.status <> 'withdrawn'
    order by 1
  ) as branches,
  left(fold_text(b.title), 200) collate "C" as title_key,
  b.year,
  usual_tier(b.id) as tier
from books b;

-- Books were inserted or changed: their rows, their new words (in order, so that two transactions with the same words
-- wait for each other instead of deadlocking) and the tallies.
create function search_books_written() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  with wanted as materialized (
    select r.* from new_rows n join search_rows r on r.tenant_id = n.tenant_id and r.book_id = n.id
  ), before as (
    select s.tenant_id, s.document from wanted w
    join book_search s on s.tenant_id = w.tenant_id and s.book_id = w.book_id
    where (s.document, s.tags, s.title_key, s.year) is distinct from (w.document, w.tags, w.title_key, w.year)
  ), written as (
    insert into book_search as s (tenant_id, book_id, document, tags, branches, title_key, year, tier)
    select * from wanted
    on conflict (tenant_id, book_id) do update
    set document = excluded.document, tags = excluded.tags, title_key = excluded.title_key, year = excluded.year
    where (s.document, s.tags, s.title_key, s.year)
      is distinct from (excluded.document, excluded.tags, excluded.title_key, excluded.year)
    returning s.tenant_id, s.document
  ), counted as materialized (
    select tenant_id, word, sum(books) as books from (
      select tenant_id, unnest(tsvector_to_array(document)) as word, 1 as books from written
      union all
      select tenant_id, unnest(tsvector_to_array(document)), -1 from before
    ) seen
    where length(word) between 2 and 40
    group by tenant_id, word having sum(books) <> 0
  ), tallied as (
    insert into word_tallies (tenant_id, word, books) select tenant_id, word, books from counted
  )
  insert into search_words (tenant_id, word)
  select tenant_id, word from counted where books > 0 order by tenant_id, word
  on conflict (tenant_id, word) do nothing;
  return null;
end $$;

create trigger books_search_insert after insert on books
  referencing new table as new_rows for each statement execute function search_books_written();
create trigger books_search_update after update on books
  referencing new table as new_rows for each statement execute function search_books_written();

-- Copies came: their branches are added. The rows are locked in a statement of its own, so that the next one sees what
-- a transaction that held them has done.
create function search_copies_added() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  perform from book_search s
  join (select distinct tenant_id, book_id from new_rows) n on n.tenant_id = s.tenant_id and n.book_id = s.book_id
  order by s.tenant_id, s.book_id for no key update of s;
  update book_search s
  set branches = array(select unnest(s.branches) union select unnest(n.branches) order by 1)
  from (
    select tenant_id, book_id, array_agg(branch_id) as branches from (
      select tenant_id, book_id, home_branch_id as branch_id from new_rows where status <> 'withdrawn'
      union select tenant_id, book_id, current_branch_id from new_rows where status <> 'withdrawn'
    ) held group by tenant_id, book_id
  ) n
  where s.tenant_id = n.tenant_id and s.book_id = n.book_id and not s.branches @> n.branches;
  return null;
end $$;

-- A copy went to another branch, was withdrawn or came back: its book's branches are read afresh.
create function search_copy_moved() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare
  touched uuid[] := case tg_op when 'UPDATE' then array[old.book_id, new.book_id] else array[old.book_id] end;
begin
  perform from book_search s where s.tenant_id = old.tenant_id and s.book_id = any (touched)
  order by s.book_id for no key update;
  update book_search s set branches = r.branches from search_rows r
  where s.tenant_id = old.tenant_id and s.book_id = any (touched)
    and r.tenant_id = s.tenant_id and r.book_id = s.book_id and s.branches <> r.branches;
  return null;
end $$;

create trigger copies_search_insert after insert on copies
  referencing new table as new_rows for each statement execute function search_copies_added();
-- For each row, because only such a trigger can have a condition: a checkout or a return at home ends here.
create trigger copies_search_update after update on copies for each row
  when (old.book_id <> new.book_id or old.home_branch_id <> new.home_branch_id
    or old.current_branch_id <> new.current_branch_id or (old.status = 'withdrawn') <> (new.status = 'withdrawn'))
  execute function search_copy_moved();
create trigger copies_search_delete after delete on copies for each row execute function search_copy_moved();

-- What is asked. The functions below are SECURITY DEFINER because under row-level security the server's role cannot use
-- these indexes: @@ and @> are not leakproof. Each therefore begins with the caller's tenant itself.
create type search_criteria as (
  words tsquery, title tsquery, author tsquery, subject tsquery, tags text[], branch_id uuid, book_id uuid
);

-- The condition on a row `s`, with the criteria as $1. Only what is asked is in it, so that every plan is its own. The
-- tenant's tag lets the index keep tenants apart; where there is only one, it would be on every row, and to intersect
-- with a list of a million rows takes 10 ms.
create function search_condition(c search_criteria) returns text language sql stable
return concat_ws(' and ', 's.tenant_id = current_tenant()',
  case when (c).words is not null then 's.document @@ ($1).words' end,
  case when (c).title is not null then $$ts_filter(s.document, '{a}') @@ ($1).title$$ end,
  case when (c).author is not null then $$ts_filter(s.document, '{b}') @@ ($1).author$$ end,
  case when (c).subject is not null then $$ts_filter(s.document, '{c}') @@ ($1).subject$$ end,
  case when cardinality((c).tags) > 0 then 's.tags @> ($1).tags' end,
  case when (c).branch_id is not null then 's.branches @> array[($1).branch_id]' end,
  case when (c).book_id is not null then 's.book_id = ($1).book_id' end,
  case when (c).branch_id is null and (c).book_id is null
    and num_nonnulls((c).words, (c).title, (c).author, (c).subject, nullif((c).tags, '{}')) > 0
    and exists (select from tenants where id <> current_tenant())
  then $$s.tags @> array['tenant=' || current_tenant()]$$ end);

-- At most `most` books that fit, with their score. Not every hit is looked at, for hundreds of thousands may have a
-- word: those with just that title come first, then the most lent, then a sample of all others, and only what is found
-- in less than a sixteenth of those is looked for in all. What fits less than `most` books is complete.
create function search_books(c search_criteria, ranked_by tsquery, whole_title text, most integer)
returns table (book_id uuid, score real, popularity smallint, title_key text, year integer)
language plpgsql stable security definer
set search_path = public, pg_temp set jit = off set max_parallel_workers_per_gather = 0 set work_mem = '16MB'
set synchronize_seqscans = off set random_page_cost = 1.1 as $$
declare
  hits constant text := $q$select s.book_id,
    (ts_rank('{0.2, 0.3, 0.6, 1}', s.document, $2) * (1 + 0.05 * s.popularity) + (s.title_key = $3)::integer)::real,
    s.popularity, s.title_key, s.year from book_search s where $q$ || search_condition(c);
  still integer := most;
  taken integer;
begin
  if whole_title <> '' then
    return query execute hits || ' and s.title_key = $3 limit $4' using c, ranked_by, whole_title, still;
    get diagnostics taken = row_count;
    still := still - taken;
  end if;
  for tier in 0..2 loop
    exit when still = 0;
    -- The number stands in the text, not among the parameters, so that the planner sees which index it belongs to.
    return query execute format('%s and s.tier = %s and s.title_key <> $3 %s limit $4', hits, tier,
        case tier when 0 then 'order by s.popularity desc, s.book_id' end)
      using c, ranked_by, whole_title, still;
    get diagnostics taken = row_count;
    still := still - taken;
  end loop;
end $$;

-- What a list without words shows, page by page, in one of the orders that an index has.
create function list_books(c search_criteria, sort text, first integer, page integer) returns setof uuid
language plpgsql stable security definer
set search_path = public, pg_temp set jit = off set max_parallel_workers_per_gather = 0 set random_page_cost = 1.1 as $$
begin
  return query execute format('select s.book_id from book_search s where %s order by %s limit $3 offset $2',
    search_condition(c), case sort
      when 'title' then 's.title_key, s.book_id'
      when 'title_down' then 's.title_key desc, s.book_id desc'
      when 'year' then 's.year nulls first, s.book_id desc'
      when 'year_down' then 's.year desc nulls last, s.book_id'
      when 'createdAt' then 's.book_id'
      else 's.book_id desc'
    end) using c, first, page;
end $$;

-- Counts up to `most`, through the same tiers as search_books.
create function count_books(c search_criteria, most integer) returns integer
language plpgsql stable security definer
set search_path = public, pg_temp set jit = off set max_parallel_workers_per_gather = 0 set random_page_cost = 1.1 as $$
declare
  condition constant text := search_condition(c);
  tiers constant text[] := case when condition like '%@%' then array['s.tier = 0', 's.tier = 1', 's.tier = 2']
    else array['true'] end;
  tier text;
  counted integer := 0;
  more integer;
begin
  foreach tier in array tiers loop
    exit when counted = most;
    execute format('select count(*) from (select from book_search s where %s and %s limit $2) counted', condition, tier)
      into more using c, most - counted;
    counted := counted + more;
  end loop;
  return counted;
end $$;
