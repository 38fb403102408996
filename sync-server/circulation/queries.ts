/**
 * The first in the waitlist of the book of a copy `c` that has no copy yet; `now` and `categories` are parameters. Where
 * categories are given, whoever is of another may not have this copy, and is passed over.
 */
export const firstInWaitlist = (now: string, categories: string): string => `
     select w.* from holds w
     where w.tenant_id = c.tenant_id and w.book_id = c.book_id and w.ended_at is null and w.copy_id is null
       and (w.suspended_until is null or w.suspended_until <= today_at(w.tenant_id, w.pickup_branch_id, ${now}))
       and (${categories}::text[] is null or exists (
         select from members waits
         where waits.tenant_id = w.tenant_id and waits.id = w.member_id and waits.category = any(${categories}::text[])
       ))
     order by w.priority, w.placed_at, w.id limit 1`;

const openOneOf = (table: string, end: string): string =>
  `select o.* from ${table} o where o.tenant_id = c.tenant_id and o.copy_id = c.id and o.${end} is null limit 1`;

/**
 * The open loan `l` of a copy `c`, the hold `assigned` that it is kept for, and its journey `t`. There is one at most;
 * the limit makes Postgres look for it by the copy. In a join it read all that was open in the library, planned at a
 * moment when next to nothing was.
 */
export const underWay = `
   left join lateral (${openOneOf('loans', 'returned_at')}) l on true
   left join lateral (${openOneOf('holds', 'ended_at')}) assigned on true
   left join lateral (${openOneOf('transfers', 'ended_at')}) t on true`;
