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
