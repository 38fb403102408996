-- Sessions that were ended a short while ago, of all tenants at once: every server asks for them every few seconds, so
-- that whoever was shut out is, also where his access token would live on. Ids only; they tell nothing of anybody.
create index session_families_ended on session_families (ended_at) where ended_at is not null;
create function families_ended_since(moment timestamptz) returns setof uuid language sql stable security definer
  set search_path = public, pg_temp begin atomic select id from session_families where ended_at >= moment; end;
