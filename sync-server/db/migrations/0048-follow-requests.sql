-- From the id in a log, or on a screen, to what the request changed.
create index audit_of_request on audit (tenant_id, request_id, id desc);

-- For the metrics, which belong to no tenant: how long the oldest notice has been due. A look into each library's index,
-- however many wait.
create function notice_oldest_seconds(moment timestamptz) returns double precision
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(extract(epoch from moment - min(first.next_at)), 0)::float8
  from tenants t cross join lateral (
    select n.next_at from notices n
    where n.tenant_id = t.id and n.state = 'queued' and n.next_at <= moment
    order by n.next_at limit 1
  ) first
$$;
