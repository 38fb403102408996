import { holdStateEvents, offences } from './queries.ts';

// One event for every change of state, and no change without its event (domain.md, invariant 8).

/** How often each thing happened to each entity of a kind, as the audit tells it; $1 tenant. */
const told = (entity: string, counts: string) => `
  select entity_id as id, ${counts} from audit where tenant_id = $1 and entity = '${entity}' group by entity_id`;
const times = (action: string) => `count(*) filter (where action = '${action}')`;

export const loansAgainstAudit = offences(
  'loans_against_audit',
  `select format('Loan %s: events tell of %s checkouts, %s renewals, %s losses, %s returns; the loan has %s renewals and is %s.',
     coalesce(l.id, told.id), coalesce(lent, 0), coalesce(renewed, 0), coalesce(lost, 0), coalesce(returned, 0),
     coalesce(l.renewals, 0), case when l.id is null then 'not there' when l.returned_at is null then 'open' else 'closed' end)
   from (select * from loans where tenant_id = $1) l
   full join (${told(
     'loan',
     `${times('loan.checked_out')} as lent, ${times('loan.renewed')} as renewed,
      ${times('loan.declared_lost')} as lost, ${times('loan.returned')} as returned`,
   )}) told on told.id = l.id
   where (told.lent, told.renewed, told.lost, told.returned) is distinct from
     (1, l.renewals, (l.lost_at is not null)::int, (l.returned_at is not null)::int)`,
);

const ends = `action in ('hold.fulfilled', 'hold.cancelled', 'hold.expired')`;

/**
 * The last event of a hold says what it is now; a hold begins once and ends at most once. Ids of events have the order
 * of the servers' clocks, which differ: an end is the last, whatever its id.
 */
export const holdsAgainstAudit = offences(
  'holds_against_audit',
  `select format('Hold %s is %s; events tell of %s beginnings and %s ends, the last of %s.', coalesce(h.id, told.id),
     coalesce(h.status, 'not there'), coalesce(placed, 0), coalesce(ended, 0), coalesce(last, 'nothing'))
   from (select * from holds where tenant_id = $1) h
   full join (${told(
     'hold',
     `${times('hold.placed')} as placed,
      count(*) filter (where ${ends}) as ended,
      (array_agg(action order by ${ends} desc, id desc) filter (where action in ${holdStateEvents}))[1] as last`,
   )}) told on told.id = h.id
   where told.placed is distinct from 1 or told.ended <> (h.ended_at is not null)::int
     or not told.last = any(case h.status
       when 'waiting' then array['hold.placed', 'hold.requeued']
       when 'in_transit' then array['hold.on_its_way']
       else array['hold.' || h.status] end)`,
);

export const transfersAgainstAudit = offences(
  'transfers_against_audit',
  `select format('Transfer %s is %s; events tell of %s beginnings, %s shipments and %s ends.', coalesce(t.id, told.id),
     coalesce(t.state, 'not there'), coalesce(begun, 0), coalesce(shipped, 0), coalesce(received + cancelled, 0))
   from (select * from transfers where tenant_id = $1) t
   full join (${told(
     'transfer',
     `greatest(${times('transfer.requested')}, 1) as begun, ${times('transfer.shipped')} as shipped,
      ${times('transfer.received')} as received, ${times('transfer.cancelled')} as cancelled`,
   )}) told on told.id = t.id
   where (told.begun, told.shipped, told.received, told.cancelled) is distinct from
     (1, (t.shipped_at is not null)::int, (t.state = 'received')::int, (t.state = 'cancelled')::int)`,
);

export const stocktakesAgainstAudit = offences(
  'stocktakes_against_audit',
  `select format('Count %s is %s; events tell of %s openings, %s beginnings of its close, and %s ends.',
     coalesce(s.id, told.id), coalesce(s.state, 'not there'), coalesce(opened, 0), coalesce(closing, 0),
     coalesce(closed + abandoned, 0))
   from (select * from stocktakes where tenant_id = $1) s
   full join (${told(
     'stocktake',
     `${times('stocktake.opened')} as opened, ${times('stocktake.closing')} as closing,
      ${times('stocktake.closed')} as closed, ${times('stocktake.abandoned')} as abandoned`,
   )}) told on told.id = s.id
   where (told.opened, told.closing, told.closed, told.abandoned) is distinct from
     (1, (s.state in ('closing', 'closed'))::int, (s.state = 'closed')::int, (s.state = 'abandoned')::int)`,
);

export const accountsAgainstAudit = offences(
  'accounts_against_audit',
  `select format('Line %s of member %s over %s: %s events tell of it, over %s.', coalesce(e.id, told.id), e.member_id,
     e.amount_cents, coalesce(told.lines, 0), coalesce(told.cents::text, 'nothing'))
   from (select * from ledger_entries where tenant_id = $1) e
   full join (${told('ledger_entry', `count(*) as lines, sum((facts->>'cents')::int) as cents`)}) told on told.id = e.id
   where (told.lines, told.cents) is distinct from (1, e.amount_cents)`,
);

/** Every move of a copy happens at the moment of an event that tells of it. */
export const movesAgainstAudit = offences(
  'moves_against_audit',
  `select format('Copy %s became %s at %s, and no event of that moment tells of it.', c.barcode, c.status, c.moved_at)
   from copies c
   where c.tenant_id = $1 and c.moved_at > c.created_at
     and not exists (select from audit a where a.tenant_id = c.tenant_id and a.at = c.moved_at)`,
);
