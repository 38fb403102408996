import { offences } from './queries.ts';

// What the database itself must refuse (domain.md, †). These look at its catalogue; $1 makes them questions like all
// others, though the answer is the same for every tenant.

/** Tables with a tenant in them. */
const tenantTables = `
  select c.oid, c.relname, c.relrowsecurity, c.relowner from pg_class c
  join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and $1::uuid is not null`;

export const tablesWithoutRowSecurity = offences(
  'tables_without_row_security',
  `select format('Table %s does not keep the rows of tenants apart.', t.relname) from (${tenantTables}) t
   where not t.relrowsecurity or not exists (
     select from pg_policy p where p.polrelid = t.oid and p.polcmd = '*' and p.polpermissive
       and pg_get_expr(p.polqual, p.polrelid) = '(tenant_id = current_tenant())'
       and pg_get_expr(p.polwithcheck, p.polrelid) = '(tenant_id = current_tenant())'
   ) or exists (
     select from pg_policy p where p.polrelid = t.oid and p.polpermissive
       and pg_get_expr(p.polqual, p.polrelid) <> '(tenant_id = current_tenant())'
   )`,
);

/** An owner, a superuser and a role with BYPASSRLS are not bound by row-level security. */
export const roleAboveRowSecurity = offences(
  'role_above_row_security',
  `select format('The server''s role %s may bypass row-level security.', r.rolname) from pg_roles r
   where $1::uuid is not null and pg_has_role(current_user, r.oid, 'member') and (
     r.rolsuper or r.rolbypassrls or exists (select from (${tenantTables}) t where t.relowner = r.oid)
   )`,
);

/** Rows of the audit and the ledger are only ever added. */
export const rewritableTables = offences(
  'rewritable_tables',
  `select format('Rows of %s can be changed or deleted.', t.relname) from (${tenantTables}) t
   where t.relname in ('audit', 'ledger_entries') and (
     has_table_privilege(t.oid, 'update') or has_table_privilege(t.oid, 'delete') or has_table_privilege(t.oid, 'truncate')
     or not exists (
       select from pg_trigger g where g.tgrelid = t.oid and g.tgfoid = 'refuse_rewriting'::regproc and g.tgenabled = 'O'
     )
   )`,
);

/** Every copy is in the feed of its home and of the branch where it is: no desk can miss it. */
export const copiesOutsideTheFeed = offences(
  'copies_outside_the_feed',
  `select format('Copy %s is not in the feed of branch %s.', c.barcode, place.branch_id) from copies c
   cross join lateral (select c.home_branch_id union select c.current_branch_id) place (branch_id)
   where c.tenant_id = $1 and not exists (
     select from changes f where f.tenant_id = c.tenant_id and f.branch_id = place.branch_id
       and f.entity = 'copy' and f.entity_id = c.id
   )`,
);

/** The feed is written by triggers, so that no statement can forget it. */
export const feedWithoutTriggers = offences(
  'feed_without_triggers',
  `select format('Changes of %s do not reach the feed: %s is not at work.', wanted.entity, wanted.name)
   from (values ('copies', 'copies_stamp_insert'), ('copies', 'copies_stamp_update'), ('copies', 'copies_stamp_delete'),
     ('books', 'books_stamp_update')) wanted (entity, name)
   where $1::uuid is not null and not exists (
     select from pg_trigger g where g.tgrelid = wanted.entity::regclass and g.tgname = wanted.name and g.tgenabled = 'O'
   )`,
);

/**
 * Indexes that refuse what must not be (domain.md, †). One that a restore could not make, or that was never finished
 * (`create index concurrently`), refuses nothing, and is not missed until it is too late.
 */
const missingGuards = (name: string, indexes: readonly string[]) =>
  offences(
    name,
    `select format('The index %s is not there, or not valid.', wanted.name)
     from (values ${indexes.map((index) => `('${index}')`).join(', ')}) wanted (name)
     where $1::uuid is not null and not exists (
       select from pg_index i where i.indexrelid = to_regclass(wanted.name) and i.indisunique and i.indisvalid and i.indisready
     )`,
  );

export const secondLoansNotRefused = missingGuards('second_loans_not_refused', ['loans_one_open_per_copy']);

export const takenNumbersNotRefused = missingGuards('taken_numbers_not_refused', [
  'copies_tenant_id_barcode_key',
  'members_tenant_id_number_key',
]);

export const secondHoldsNotRefused = missingGuards('second_holds_not_refused', [
  'holds_one_active_per_member_and_book',
  'holds_one_per_copy',
  'transfers_one_open_per_copy',
]);

export const secondChargesNotRefused = missingGuards('second_charges_not_refused', [
  'ledger_one_fine_per_missed_due_date',
  'ledger_one_loss_per_loan',
  'ledger_one_online_payment_per_reference',
]);
