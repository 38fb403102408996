// What the builders write behind the server's back, as the database's owner: quick, and free of the code under test.

export const insertTenant = `insert into tenants (id, slug, name, currency, barcode_patterns, created_at)
  values ($1, $2, $3, $4, $5, $6)`;

export const insertBranch = `insert into branches (tenant_id, id, code, name, time_zone, opening_hours)
  values ($1, $2, $3, $4, $5, $6)`;

export const insertClosure = 'insert into closures (tenant_id, branch_id, date, reason) values ($1, $2, $3, $4)';

export const insertPolicy = `insert into policies (tenant_id, id, category, item_type, branch_id, terms)
  values ($1, $2, $3, $4, $5, $6)`;

export const insertStaff = `insert into staff (tenant_id, id, number, name, role, branch_ids, password_hash)
  values ($1, $2, $3, $4, $5, $6, $7)`;

export const insertMember = `insert into members
  (tenant_id, id, number, name, category, status, email, phone, expires_on, home_branch_id, password_hash)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`;

export const insertBook = `insert into books
  (tenant_id, id, isbn, title, authors, publisher, year, language, subjects, genres)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`;

export const insertCopy = `insert into copies
  (tenant_id, id, book_id, barcode, home_branch_id, current_branch_id, status, due_at, shelf, item_type, condition,
    created_at, updated_at, moved_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, $12)`;

export const insertLoan = `insert into loans
  (tenant_id, id, copy_id, book_id, member_id, branch_id, checked_out_at, due_at, returned_at, renewals)
  select $1, $2, id, book_id, $4, home_branch_id, $5, $6, $7, $8 from copies where tenant_id = $1 and id = $3`;

export const lendCopy = `update copies set status = 'on_loan', due_at = $3 where tenant_id = $1 and id = $2`;

export const insertDesk = `insert into desks (tenant_id, id, branch_id, name, key_hash) values ($1, $2, $3, $4, $5)`;

export const insertApiKey = `insert into api_keys (tenant_id, id, name, role, key_hash) values ($1, $2, $3, $4, $5)`;

export const insertLedgerEntry = `insert into ledger_entries
  (tenant_id, id, member_id, kind, reason, amount_cents, currency, at) values ($1, $2, $3, $4, $5, $6, $7, $8)`;
