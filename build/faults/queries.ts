// What there is in the database after a run, asked as its owner, to compare with what people were told.

export const eventsByRequest = `select request_id as "requestId", action, entity_id as "entityId", count(*)::int as count
  from audit where tenant_id = $1 group by request_id, action, entity_id`;

export const loanIds = 'select id from loans where tenant_id = $1';

export const holdIds = 'select id from holds where tenant_id = $1';

export const keptAnswers = 'select key, count(*)::int as count from idempotency where tenant_id = $1 group by key';

export const countedBarcodes = 'select barcode from stocktake_scans where stocktake_id = $1';

/** A desk with a wrong clock must not date what it saw before the loan began, nor in the future. */
export const impossibleReturns = `select id from loans
  where tenant_id = $1 and (returned_at < checked_out_at or returned_at > now() + interval '5 seconds')`;

/** What a branch's desk must hold. */
export const standingOf = `select id, status, home_branch_id as "homeBranchId", current_branch_id as "currentBranchId"
  from copies where tenant_id = $1 and $2 in (home_branch_id, current_branch_id) order by id`;

/** What the README tells an operator to run after a restore. */
export const newEpoch = 'update feed_epoch set salt = gen_random_uuid()';

/** Nobody else may write a loan until the transaction ends. */
export const holdUpLoans = 'lock table loans in exclusive mode';

/** A library that is broken on purpose: what is answered under a key is not kept. */
export const forgetAnswers = `
  create function forget() returns trigger language plpgsql as 'begin return null; end';
  create trigger forget before insert on idempotency for each row execute function forget()`;
