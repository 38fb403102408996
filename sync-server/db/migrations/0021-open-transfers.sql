-- What is to send, under way or late is read without the history of all journeys there ever were.
create index transfers_open on transfers (tenant_id, requested_at, id) where ended_at is null;
