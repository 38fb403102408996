/** A server whose database was robbed of one guard; each must be caught, or the property is worth nothing. */
export type Mutant = { what: string; by: string[] };

/** Makes a function anew without the words that match. */
const without = (name: string, words: string) => `do $mutant$ begin
  execute regexp_replace(pg_get_functiondef('${name}'::regproc), '${words}', '', 'g');
end $mutant$`;

export const mutants: Mutant[] = [
  {
    what: 'a waitlist that is not locked',
    by: [
      `create or replace function waitlist_lock(book uuid) returns bigint language sql immutable
         return hashtextextended(book::text || pg_backend_pid(), 1)`,
    ],
  },
  {
    what: 'copies and members that are not locked',
    by: [without('lock_for_circulation', 'for no key update')],
  },
  {
    what: 'a member whose account is not locked at a return',
    by: [without('lock_for_return', 'for no key update of m')],
  },
  {
    what: 'keys whose answers are looked up without a lock',
    by: [without('kept_answer', 'perform pg_advisory_xact_lock[^;]*;')],
  },
  {
    what: 'copies whose moves do not reach the feed',
    by: ['drop trigger copies_stamp_update on copies'],
  },
];
