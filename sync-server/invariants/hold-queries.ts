import { holdStateEvents, offences } from './queries.ts';

export const twoHoldsOnABook = offences(
  'two_holds_on_a_book',
  `select format('Member %s has %s active holds on book %s.', member_id, count(*), book_id) from holds
   where tenant_id = $1 and ended_at is null group by member_id, book_id having count(*) > 1`,
);

export const copyForTwoHolds = offences(
  'copy_for_two_holds',
  `select format('Copy %s is given to %s holds.', c.barcode, count(*))
   from holds h join copies c on c.tenant_id = h.tenant_id and c.id = h.copy_id
   where h.tenant_id = $1 and h.ended_at is null
   group by c.id, c.barcode having count(*) > 1`,
);

/**
 * A ready copy stands on its pickup branch's shelf; one on its way has a journey, begun or asked for. What was
 * under way for somebody else before goes on to where it was going, and from there to this hold's pickup branch.
 */
export const holdsWithoutTheirCopy = offences(
  'holds_without_their_copy',
  `select format('Hold %s is %s, and its copy %s is %s%s.', h.id, h.status, c.barcode, c.status,
     case when c.current_branch_id = h.pickup_branch_id then ' at the pickup branch' else ' at another branch' end)
   from holds h
   join copies c on c.tenant_id = h.tenant_id and c.id = h.copy_id
   left join transfers t on t.tenant_id = h.tenant_id and t.copy_id = h.copy_id and t.ended_at is null
   where h.tenant_id = $1 and h.ended_at is null and not case h.status
     when 'ready' then c.status = 'on_hold_shelf' and c.current_branch_id = h.pickup_branch_id
     else t.id is not null and t.hold_id = h.id and case t.state
       when 'shipped' then c.status = 'in_transit'
       else c.status = 'on_hold_shelf' and t.to_branch_id = h.pickup_branch_id end
   end`,
);

export const shelfWithoutHold = offences(
  'shelf_without_hold',
  `select format('Copy %s stands on the hold shelf for nobody.', c.barcode) from copies c
   where c.tenant_id = $1 and c.status = 'on_hold_shelf' and not exists (
     select from holds h where h.tenant_id = c.tenant_id and h.copy_id = c.id and h.ended_at is null
   )`,
);

/**
 * The history of every hold, from the audit: from which event to which it was in which state. Ids are in the order of
 * time, and all that concerns one waitlist happens one after another, under its lock.
 */
const history = `
  select a.entity_id as hold_id, a.action, a.id as since, a.at, a.facts, h.book_id, h.member_id, h.pickup_branch_id,
    (h.priority, h.placed_at, h.id) as place,
    lag(a.action) over turns as before, lead(a.id) over turns as until
  from audit a join holds h on h.tenant_id = a.tenant_id and h.id = a.entity_id
  where a.tenant_id = $1 and a.entity = 'hold' and a.action in ${holdStateEvents}
  window turns as (partition by a.entity_id order by a.id)`;

/** Whether the hold's member was away when something happened: what was last said of it before. */
const wasAway = (hold: string, when: string) => `
  coalesce((
    select (said.facts->>'suspendedUntil')::date > today_at($1, ${hold}.pickup_branch_id, ${when}.at)
    from audit said
    where said.tenant_id = $1 and said.entity_id = ${hold}.hold_id and said.id < ${when}.since
      and said.action in ('hold.placed', 'hold.suspended')
    order by said.id desc limit 1
  ), false)`;

export const overtaken = offences(
  'overtaken',
  `with history as (${history})
   select format('Hold %s was given a copy of book %s before hold %s, which was earlier in the queue.',
     given.hold_id, given.book_id, passed_over.hold_id)
   from history given join history passed_over
     on passed_over.book_id = given.book_id and passed_over.place < given.place
     and passed_over.since < given.since and (passed_over.until is null or passed_over.until > given.since)
   where given.action in ('hold.ready', 'hold.on_its_way') and given.before in ('hold.placed', 'hold.requeued')
     and passed_over.action in ('hold.placed', 'hold.requeued')
     and not ${wasAway('passed_over', 'given')}`,
);

/**
 * A copy that stood ready for one member went out to another. Both sides are read first and then joined by the copy:
 * guessed from inside the facts, their sizes made a plan of hours.
 */
export const lentFromTheShelf = offences(
  'lent_from_the_shelf',
  `with history as (${history}),
   ready as materialized (
     select hold_id, member_id::text, since, until, facts->>'copyId' as copy_id from history where action = 'hold.ready'
   ), lent as materialized (
     select entity_id as loan_id, id, facts->>'copyId' as copy_id, facts->>'memberId' as member_id from audit
     where tenant_id = $1 and entity = 'loan' and action = 'loan.checked_out'
   )
   select format('Loan %s took the copy that stood ready for hold %s.', lent.loan_id, ready.hold_id)
   from ready join lent on lent.copy_id = ready.copy_id
   where lent.id > ready.since and (ready.until is null or lent.id < ready.until)
     and lent.member_id <> ready.member_id`,
);
