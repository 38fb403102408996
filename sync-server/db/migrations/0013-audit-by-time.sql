-- The audit is only ever appended to, so a block range index finds a time in it at almost no cost to the writers.
create index audit_by_time on audit using brin (at);
