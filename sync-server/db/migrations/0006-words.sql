-- What is asked of the table of words, and what keeps its figures and the books' popularity fresh.

-- The words most like this one, by shared trigrams.
create function near_words(given text, most integer) returns table (word text, books integer)
language sql stable security definer
set search_path = public, pg_temp set pg_trgm.similarity_threshold = 0.3 set jit = off
begin atomic
  select w.word, w.books from search_words w
  where w.tenant_id = current_tenant() and w.word % given
  order by similarity(w.word, given) desc, w.books desc, w.word limit most;
end;

-- The words that begin like this in some of the books that fit.
create function words_beside(c search_criteria, beginning text, most integer) returns table (word text, books bigint)
language sql stable security definer set search_path = public, pg_temp set jit = off
begin atomic
  select w.word, count(*)
  from search_books(c, null, '', 300) found
  join book_search s on s.tenant_id = current_tenant() and s.book_id = found.book_id
  cross join unnest(tsvector_to_array(s.document)) w (word)
  where starts_with(w.word, beginning)
  group by w.word order by count(*) desc, w.word limit most;
end;

-- Adds up to `most` tallies of the caller's tenant to its words. One transaction at a time; whoever comes meanwhile
-- leaves it to the next, so nobody ever waits for a word.
create function fold_word_tallies(most integer) returns integer language plpgsql security definer
set search_path = public, pg_temp as $$
declare
  folded integer;
begin
  if not pg_try_advisory_xact_lock(hashtextextended('word tallies of ' || current_tenant(), 0)) then
    return 0;
  end if;
  with taken as (
    delete from word_tallies t where t.tenant_id = current_tenant() and t.id in (
      select id from word_tallies where tenant_id = current_tenant() order by id limit most
    ) returning t.word, t.books
  ), summed as (
    select word, sum(books) as books from taken group by word having sum(books) <> 0
  ), added as (
    insert into search_words as w (tenant_id, word, books)
    select current_tenant(), word, books from summed order by word
    on conflict (tenant_id, word) do update set books = greatest(0, w.books + excluded.books)
  )
  select count(*) into folded from taken;
  return folded;
end $$;

-- The popularity of up to `most` books whose loans since then say otherwise, and the 4,000 most lent in the first
-- tier. Returns how many were changed.
create function refresh_popularity(since timestamptz, most integer) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  changed integer;
begin
  with lent as (
    select l.book_id, count(*) as times from loans l
    where l.tenant_id = current_tenant() and l.checked_out_at >= since group by l.book_id
  ), most_lent as (
    select book_id from lent order by times desc, book_id limit 4000
  ), wanted as (
    select s.book_id, floor(log(2.0, coalesce(l.times, 0) + 1))::smallint as popularity,
      case when f.book_id is not null then 0 else usual_tier(s.book_id) end as tier
    from book_search s left join lent l using (book_id) left join most_lent f using (book_id)
    where s.tenant_id = current_tenant()
  )
  update book_search s set popularity = w.popularity, tier = w.tier
  from (
    select w.* from wanted w join book_search s on s.tenant_id = current_tenant() and s.book_id = w.book_id
    where (s.popularity, s.tier) <> (w.popularity, w.tier) order by w.book_id limit most
  ) w
  where s.tenant_id = current_tenant() and s.book_id = w.book_id;
  get diagnostics changed = row_count;
  return changed;
end $$;

-- Books that were there before search was.
insert into book_search (tenant_id, book_id, document, tags, branches, title_key, year, tier)
select * from search_rows;
insert into search_words (tenant_id, word, books)
select tenant_id, word, count(*) from book_search, unnest(tsvector_to_array(document)) word
where length(word) between 2 and 40 group by tenant_id, word;

alter table book_search enable row level security;
alter table search_words enable row level security;
alter table word_tallies enable row level security;
create policy own_tenant on book_search using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
create policy own_tenant on search_words using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
create policy own_tenant on word_tallies using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
grant select on book_search, search_words to carrel_app;
