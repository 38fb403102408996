-- When a copy last changed its state or its place: what a desk saw before that moment undoes nothing (invariant 12).
-- updated_at will not do: a corrected shelf mark is no move.
alter table copies add column moved_at timestamptz not null default now();
