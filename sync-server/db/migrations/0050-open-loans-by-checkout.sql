-- GET /loans?sort=-createdAt: the loan that was just made is the first of 100,000 open ones, and they are not sorted for it.
create index loans_open_by_checkout on loans (tenant_id, checked_out_at, id) where returned_at is null;
