-- What desks say of what lies on their disks, so that an admin and an alert see a desk that cannot send it.
alter table desks add column outbox_queued integer not null default 0, add column outbox_since timestamptz;

-- For the metrics, which belong to no tenant: figures only, nobody's rows.
create function desk_outboxes(moment timestamptz) returns table (queued bigint, oldest_seconds double precision)
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(sum(outbox_queued), 0), coalesce(extract(epoch from moment - min(outbox_since)), 0)::float8
  from desks where revoked_at is null and outbox_queued > 0 and last_seen_at > moment - interval '30 days'
$$;
