-- What happened in some days is found by block range: loans and ledger entries are written in the order of time, so that
-- these indexes cost the desks next to nothing. A loan comes back weeks after its neighbours: several ranges a block.
create index loans_by_checkout_time on loans using brin (checked_out_at) with (autosummarize = on);
create index loans_by_return_time on loans using brin (returned_at timestamptz_minmax_multi_ops) with (autosummarize = on);
create index ledger_by_time on ledger_entries using brin (at) with (autosummarize = on);
