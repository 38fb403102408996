-- Two more terms of a policy: whether a copy stays where it is returned, and within how many days one that is sent is
-- expected. What was open is late when it always would have been.

update policies set terms = terms || '{"floats": false, "transferDays": 2}'::jsonb;

-- Null for journeys that were over before this column.
alter table transfers add column expected_at timestamptz;
update transfers set expected_at = requested_at + interval '2 days' where ended_at is null;
create index transfers_open_by_expectation on transfers (tenant_id, expected_at, id) where ended_at is null;
