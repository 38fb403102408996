import { sql } from '../../db/sql.ts';

export type RemindedPage = { loans: number; last_member: string | null; notices: number };

/**
 * Reminds of one page of loans, in one statement. $1 tenant, $2 the last member of the page before, $3 how many loans, and
 * with them all others of the last member; $4 now; the hours $5 until $6 in which members are reminded, at their own branch
 * or at the library's first; due dates from $7 to $8, which bound what is looked at; and the windows: steps $9, from day
 * $10 until day $11, counted on the calendar of the branch that lent; $12 when they are to leave.
 *
 * Nothing is locked that a desk needs: the loans are read only, and once, so that the cost of a page does not hang on what
 * the planner believes. Two servers at once: the second waits for the first's rows, then does nothing.
 */
export const remindPage = sql<RemindedPage>(
  // Without a name it is planned for each page anew, with what the page is: the plan for any page that Postgres keeps
  // after five took ten times as long and longer from page to page (measured on 20,000 loans).
  '',
  `with page as (
     select l.id, l.member_id, l.branch_id, l.due_at from loans l
     where l.tenant_id = $1 and l.returned_at is null and l.lost_at is null
       and l.claimed_returned_at is null and l.member_id > $2 and l.due_at between $7 and $8
     order by l.member_id fetch first ($3) rows with ties
   ), members_now as (
     select m.id as member_id, p.preferences,
       $4::timestamptz at time zone case when home.id is null then first.time_zone else home.time_zone end as local_now
     from (select distinct member_id from page) readers
     join members m on m.tenant_id = $1 and m.id = readers.member_id
     left join branches home on home.tenant_id = $1 and home.id = m.home_branch_id
     left join notice_preferences p on p.tenant_id = $1 and p.member_id = m.id
     cross join (select time_zone from branches where tenant_id = $1 order by created_at, id limit 1) first
   ), due as (
     select l.id as loan_id, member_id, l.due_at, w.step,
       local_now::date::timestamp at time zone 'UTC' as occasion,
       case when (preferences ->> 'digest')::boolean is false then l.id else member_id end as subject_id
     from members_now
     join page l using (member_id)
     join branches lent on lent.tenant_id = $1 and lent.id = l.branch_id
     join unnest($9::text[], $10::int[], $11::int[]) as w(step, from_day, until_day)
       on ($4::timestamptz at time zone lent.time_zone)::date - (l.due_at at time zone lent.time_zone)::date
         between w.from_day and w.until_day - 1
     where extract(hour from local_now) >= $5 and extract(hour from local_now) < $6
       and (w.step <> 'due_soon' or l.due_at > $4)
       and coalesce(
         preferences -> 'channels' ->> case w.step when 'due_soon' then 'due_soon' else 'overdue' end,
         preferences ->> 'channel'
       ) is distinct from 'none'
       and not exists (
         select from reminders r
         where r.tenant_id = $1 and r.loan_id = l.id and r.due_at = l.due_at and r.step = w.step
       )
   ), told as (
     insert into notices (tenant_id, id, member_id, kind, subject_id, occasion, created_at, next_at)
     select $1, id_made_at($4), member_id, 'reminder', subject_id, occasion, $4, $12
     from (select distinct member_id, subject_id, occasion from due) subjects
     order by subject_id
     on conflict do nothing returning id, subject_id
   ), lines as (
     insert into reminders (tenant_id, loan_id, due_at, step, notice_id)
     select $1, due.loan_id, due.due_at, due.step, told.id from due join told using (subject_id)
     on conflict do nothing
   )
   select (select count(*) from page) as loans,
     (select member_id from page order by member_id desc limit 1) as last_member,
     (select count(*) from told) as notices`,
);
