-- Every search reads what has not been sorted into an index yet. The default of 4 MB is more than these small indexes
-- themselves.
alter index book_search_tier_0 set (gin_pending_list_limit = 256);
alter index book_search_tier_1 set (gin_pending_list_limit = 256);
