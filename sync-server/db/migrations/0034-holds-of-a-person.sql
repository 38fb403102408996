-- All that a member waits for or ever waited for: what is held on him must be found without going over everybody's holds.
-- His own are few; those that are over cost the lists of the others nothing.
drop index holds_of_member;
create index holds_of_member on holds (tenant_id, member_id);
