import { z } from 'zod';
import { PolicyVersion } from '#shared/contract/api/policies.ts';
import { readAudit } from '../audit/service.ts';
import type { Tx } from '../db/transaction.ts';
import { namesOfStaff } from './queries.ts';

/** The facts of a change, as service.ts writes them; a row of years ago may lack the terms of today. */
const Facts = PolicyVersion.pick({ added: true, removed: true, changed: true }).extend({ version: z.int() });

/** How the list was changed, newest first, out of the audit. @throws Refusal BAD_CURSOR */
export async function readVersions(tx: Tx, query: { cursor?: string; limit: number }) {
  const { data, cursor } = await readAudit(tx, { ...query, entity: 'policies' });
  const people = await tx.query(namesOfStaff, [tx.context.tenantId, data.flatMap(({ actor }) => actor.id ?? [])]);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const versions = data.map(({ at, actor, facts }) => ({
    ...Facts.parse(facts),
    at,
    actor: { ...actor, name: names.get(actor.id ?? '') ?? null },
  }));
  return { data: versions, cursor };
}
