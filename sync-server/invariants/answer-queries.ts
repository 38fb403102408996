import { offences } from './queries.ts';

// What was answered under an idempotency key, against what there is (domain.md, invariant 9). Answers lie there as the
// text that was sent; one that carries a secret is sealed, and is none of these.

/** What a kept answer says was made: the loan of a checkout, a hold, a line of an account. */
const made = `
  select key, answer::jsonb->'loan'->>'id' as id, 'loan' as kind from idempotency
    where tenant_id = $1 and status = 201 and answer like '{"loan":%'
  union all
  select key, answer::jsonb->'hold'->>'id', 'hold' from idempotency
    where tenant_id = $1 and status = 201 and answer like '{"hold":%'
  union all
  select key, answer::jsonb->>'id', 'ledger_entry' from idempotency
    where tenant_id = $1 and status = 201 and answer like '{"id":%,"balance":{%'`;

export const answersWithoutEffect = offences(
  'answers_without_effect',
  `select format('A kept answer tells of %s %s, which is not there.', kind, made.id) from (${made}) made
   where not exists (select from loans where tenant_id = $1 and id = made.id::uuid)
     and not exists (select from holds where tenant_id = $1 and id = made.id::uuid)
     and not exists (select from ledger_entries where tenant_id = $1 and id = made.id::uuid)`,
);

export const effectsWithTwoAnswers = offences(
  'effects_with_two_answers',
  `select format('%s keys were answered with the same %s %s.', count(*), kind, id) from (${made}) made
   group by kind, id having count(*) > 1`,
);
