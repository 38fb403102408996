-- Finding members by the beginnings of words in their name, number or e-mail, in the order of their names.

alter table members
  add column name_key text collate "C" generated always as (left(fold_text(name), 200)) stored;
create index members_by_name on members (tenant_id, name_key, id);

create function member_words(name text, number text, email text) returns tsvector language sql immutable parallel safe
return words_in(name) || words_in(number) || words_in(coalesce(email, ''));

create index members_words on members using gin (tenant_id, member_words(name, number, email));

-- Every word typed must begin some word of the member's. As its owner's function, because @@ is not leakproof: under
-- row-level security the index could not be used. It keeps to the tenant itself. At most `most` are looked at.
create function members_with_words(typed text, wanted_status text, wanted_category text, most integer)
returns setof members language sql stable security definer set search_path = public, pg_temp
begin atomic
  select * from members
  where tenant_id = current_tenant()
    and member_words(name, number, email) @@ (
      select coalesce(string_agg('''' || word || ''':*', ' & '), '')::tsquery
      from unnest(string_to_array(fold_text(typed), ' ')) word
    )
    and (wanted_status is null or status = wanted_status)
    and (wanted_category is null or category = wanted_category)
  limit most;
end;
