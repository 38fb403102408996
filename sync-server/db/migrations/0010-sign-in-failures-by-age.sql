-- A successful sign-in sweeps a few counters whose time is over; without the index it would read them all.
create index sign_in_failures_by_age on sign_in_failures (window_ends_at);
