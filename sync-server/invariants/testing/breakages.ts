import type { InvariantSentence } from '../invariants.ts';
import type { LivedIn } from './lived-in.ts';

export type Breakage = {
  sentence: InvariantSentence;
  /** What somebody did by hand, with no trigger and no foreign key in the way. */
  by: (things: LivedIn) => string[];
  /** Takes back what was done to the database as a whole. */
  mended?: string;
};

/** The guards that must be gone before the rows behind them can be broken. */
export const guardsTakenAway = [
  'drop index loans_one_open_per_copy',
  'drop index holds_one_active_per_member_and_book',
  'drop index holds_one_per_copy',
  'drop index transfers_one_open_per_copy',
  'drop index ledger_one_fine_per_missed_due_date',
  'alter table copies drop constraint copies_tenant_id_barcode_key',
  'alter table members drop constraint members_tenant_id_number_key',
];

/** Guards that are gone, each on a database where all others are there. */
export const lostGuards: Breakage[] = [
  {
    sentence: 'The database refuses a second open loan of a copy.',
    by: () => ['drop index loans_one_open_per_copy'],
    mended: 'create unique index loans_one_open_per_copy on loans (tenant_id, copy_id) where returned_at is null',
  },
  {
    sentence: 'The database refuses barcodes and numbers that are taken.',
    by: () => ['alter table copies drop constraint copies_tenant_id_barcode_key'],
    mended: 'alter table copies add unique (tenant_id, barcode)',
  },
  {
    sentence: 'The database refuses a second hold, or transfer, of the same.',
    by: () => [`update pg_index set indisvalid = false where indexrelid = 'holds_one_per_copy'::regclass`],
    mended: `update pg_index set indisvalid = true where indexrelid = 'holds_one_per_copy'::regclass`,
  },
  {
    sentence: 'The database refuses to charge or take the same twice.',
    by: () => ['alter index ledger_one_loss_per_loan rename to not_quite_right'],
    mended: 'alter index not_quite_right rename to ledger_one_loss_per_loan',
  },
];

const soon = "now() + interval '10 years'";
/** The event that tells of a breakage, after all others, so that one breakage is not two. */
const event = (t: LivedIn, entity: string, action: string, id: string, facts = '{}') =>
  `insert into audit (tenant_id, id, at, actor_kind, action, entity, entity_id, facts, request_id)
   values ('${t.tenantId}', overlay(gen_random_uuid()::text placing 'ffffffff' from 1)::uuid, now(), 'job',
     '${action}', '${entity}', ${id}, '${facts}', 'by hand')`;

const aLoanId = "'00000000-0000-7000-8000-00000000000a'";
const insertLoan = (t: LivedIn, copyId: string, began: string, ended: string) =>
  `insert into loans (tenant_id, id, copy_id, book_id, member_id, branch_id, checked_out_at, due_at, returned_at)
   select tenant_id, ${aLoanId}, id, book_id, '${t.last.member.id}', home_branch_id, ${began}, ${soon}, ${ended}
   from copies where id = '${copyId}'`;
const insertLine = (t: LivedIn, kind: string, reason: string, cents: number, more = "null, null, 'USD'") =>
  `insert into ledger_entries (tenant_id, id, member_id, kind, reason, amount_cents, at, loan_id, due_at, currency, method)
   values ('${t.tenantId}', 'ffffffff-0000-7000-8000-00000000000b', '${t.late.member.id}', '${kind}', '${reason}', ${cents},
     now(), ${more}, ${kind === 'payment' ? "'cash'" : 'null'})`;
const aLine = "'ffffffff-0000-7000-8000-00000000000b'";
const charged = (t: LivedIn, cents: number, facts: object = {}) =>
  event(t, 'ledger_entry', 'account.charged', aLine, JSON.stringify({ cents, ...facts }));

export const breakages: Breakage[] = [
  {
    sentence: 'A copy has at most one open loan.',
    by: (t) => [
      insertLoan(t, t.lent.copy.id, "now() + interval '1 year'", 'null'),
      `update loans set due_at = (select due_at from copies where id = '${t.lent.copy.id}'), checked_out_at = '2026-01-01'
       where id = ${aLoanId}`,
      event(t, 'loan', 'loan.checked_out', aLoanId),
    ],
  },
  {
    sentence: 'A copy is on loan exactly while somebody has it.',
    by: (t) => [`update copies set status = 'available', due_at = null where id = '${t.lent.copy.id}'`],
  },
  {
    sentence: 'A copy and its loan name the same due date.',
    by: (t) => [`update copies set due_at = due_at + interval '1 day' where id = '${t.lent.copy.id}'`],
  },
  {
    sentence: 'A copy is in transit exactly while a transfer is under way.',
    by: (t) => [`update copies set status = 'available' where id = '${t.travelling.id}'`],
  },
  {
    sentence: 'A transfer is asked for from where the copy stands.',
    by: (t) => [
      `insert into changes (tenant_id, branch_id, entity, entity_id) values ('${t.tenantId}', '${t.harbour}', 'copy', '${t.wanted.id}')`,
      `update copies set current_branch_id = '${t.harbour}' where id = '${t.wanted.id}'`,
    ],
  },
  {
    sentence: 'A barcode is on one copy only.',
    by: (t) => [`update copies set barcode = '${t.lent.copy.barcode}' where id = '${t.free.id}'`],
  },
  {
    sentence: 'A membership number belongs to one member only.',
    by: (t) => [`update members set number = '${t.lent.member.number}' where id = '${t.late.member.id}'`],
  },
  {
    sentence: 'A member waits for a book at most once.',
    by: (t) => [`update holds set member_id = '${t.last.member.id}' where id = '${t.next.id}'`],
  },
  {
    sentence: 'A copy is kept for at most one hold.',
    by: (t) => [
      `update holds set copy_id = '${t.ready.id}', status = 'ready' where id = '${t.next.id}'`,
      event(t, 'hold', 'hold.ready', `'${t.next.id}'`, JSON.stringify({ copyId: t.ready.id })),
    ],
  },
  {
    sentence: 'A copy is in at most one open transfer.',
    by: (t) => [
      `insert into transfers select tenant_id, ${aLoanId}, copy_id, from_branch_id, to_branch_id, reason, state, hold_id,
         requested_at, shipped_at, ended_at from transfers where copy_id = '${t.travelling.id}'`,
      event(t, 'transfer', 'transfer.shipped', aLoanId),
    ],
  },
  {
    sentence: 'A hold’s copy stands ready for it or travels to it.',
    by: (t) => [`update holds set pickup_branch_id = '${t.harbour}' where id = '${t.hold.id}'`],
  },
  {
    sentence: 'Nobody in the queue is overtaken.',
    by: (t) => [`update holds set placed_at = placed_at - interval '1 day' where id = '${t.next.id}'`],
  },
  {
    sentence: 'What stands on the hold shelf is kept for somebody.',
    by: (t) => [`update copies set status = 'on_hold_shelf' where id = '${t.free.id}'`],
  },
  {
    sentence: 'What is ready for one member is lent to nobody else.',
    by: (t) => [
      insertLoan(t, t.ready.id, "'2026-01-01'", "'2026-01-02'"),
      event(t, 'loan', 'loan.checked_out', aLoanId, JSON.stringify({ copyId: t.ready.id, memberId: t.last.member.id })),
      event(t, 'loan', 'loan.returned', aLoanId),
    ],
  },
  {
    sentence: 'The fines of a loan stay within its cap.',
    by: (t) => [
      insertLine(t, 'charge', 'overdue', 5000, `'${t.late.loanId}', now(), 'USD'`),
      charged(t, 5000, { capLoanCents: 1000, capMemberCents: 9999 }),
    ],
  },
  {
    sentence: 'The unpaid fines of a member stay within his cap.',
    by: (t) => [
      insertLine(t, 'charge', 'overdue', 5000, `'${t.late.loanId}', now(), 'USD'`),
      charged(t, 5000, { capLoanCents: 9999, capMemberCents: 1000 }),
    ],
  },
  {
    sentence: 'No day overdue is fined twice.',
    by: (t) => [
      insertLine(
        t,
        'charge',
        'overdue',
        1,
        `'${t.late.loanId}', (select due_at from loans where id = '${t.late.loanId}'), 'USD'`,
      ),
      charged(t, 1),
    ],
  },
  {
    sentence: 'Nobody pays, or is forgiven, more than he owes.',
    by: (t) => [
      insertLine(t, 'payment', 'payment', -100_000),
      event(t, 'ledger_entry', 'account.paid', aLine, '{"cents":-100000}'),
    ],
  },
  {
    sentence: 'A library reckons in one currency.',
    by: (t) => [insertLine(t, 'charge', 'damage', 1, "null, null, 'EUR'"), charged(t, 1)],
  },
  {
    sentence: 'The audit and the ledger are only ever added to.',
    by: () => ['alter table audit disable trigger audit_append_only'],
    mended: 'alter table audit enable trigger audit_append_only',
  },
  {
    sentence: 'Every change of a loan has one audit event.',
    by: (t) => [event(t, 'loan', 'loan.returned', `'${t.lent.loanId}'`)],
  },
  {
    sentence: 'Every change of a hold has one audit event.',
    by: (t) => [`update holds set status = 'cancelled', ended_at = now() where id = '${t.last.id}'`],
  },
  {
    sentence: 'Every change of a transfer has one audit event.',
    by: (t) => [`update transfers set state = 'cancelled', ended_at = now() where copy_id = '${t.wanted.id}'`],
  },
  {
    sentence: 'Every change of a count has one audit event.',
    by: (t) => [event(t, 'stocktake', 'stocktake.closed', aLoanId)],
  },
  {
    sentence: 'Every line of an account has one audit event.',
    by: (t) => [insertLine(t, 'charge', 'damage', 1)],
  },
  {
    sentence: 'Every move of a copy is told by an audit event.',
    by: (t) => [`update copies set moved_at = ${soon} where id = '${t.free.id}'`],
  },
  {
    sentence: 'What was answered to a key was done.',
    by: (t) => [
      `insert into idempotency (tenant_id, actor, key, fingerprint, status, answer)
       values ('${t.tenantId}', 'staff:', 'by hand', '', 201, '{"loan":{"id":"${t.tenantId}"}}')`,
    ],
  },
  {
    sentence: 'What was done under one key was done once.',
    by: (t) => [
      `insert into idempotency (tenant_id, actor, key, fingerprint, status, answer)
       select tenant_id, actor, 'another key', fingerprint, status, answer from idempotency
       where tenant_id = '${t.tenantId}' and answer like '{"loan"%' limit 1`,
    ],
  },
  {
    sentence: 'Every table keeps the rows of tenants apart.',
    by: () => ['alter table closures disable row level security'],
    mended: 'alter table closures enable row level security',
  },
  {
    sentence: 'The server cannot bypass row-level security.',
    by: () => ['alter table closures owner to carrel_app'],
    mended: `alter table closures owner to current_user;
      grant select, insert, update, delete on closures to carrel_app`,
  },
  {
    sentence: 'Every copy is in the feed of its branches.',
    by: (t) => [`delete from changes where entity_id = '${t.free.id}'`],
  },
  {
    sentence: 'No change of a copy or a book can miss the feed.',
    by: () => ['alter table copies disable trigger copies_stamp_update'],
    mended: 'alter table copies enable trigger copies_stamp_update',
  },
  {
    sentence: 'A late return undoes nothing newer.',
    by: (t) => [
      insertLoan(t, t.late.copy.id, "'2026-01-01'", soon),
      event(t, 'loan', 'loan.checked_out', aLoanId),
      event(t, 'loan', 'loan.returned', aLoanId),
    ],
  },
];
