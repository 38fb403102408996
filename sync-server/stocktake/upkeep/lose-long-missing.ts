import { setTimeout as wait } from 'node:timers/promises';
import { NIL } from 'uuid';
import type { Policy } from '#shared/contract/policy.ts';
import { recordEvents } from '../../audit/record-event.ts';
import type { Database } from '../../db/database.ts';
import { reading, type Tx, transaction } from '../../db/transaction.ts';
import { asJob } from '../../db/tx-context.ts';
import { missingDaysOf } from '../../policies/lending-terms.ts';
import { readPolicies } from '../../policies/service.ts';
import { lockMissing, loseCopies, type MissingRow } from './queries.ts';

type Deps = { database: Database; now: () => Date; requestId?: string };

const day = 86_400_000;
/** Some 20 ms of work: a write transaction that lasts holds back the feed of every desk. */
const portion = 200;

/** Records as lost what has been missing for as long as the policy says. @returns how many copies */
export async function loseLongMissing(
  { database, now, requestId = 'lose-long-missing' }: Deps,
  tenantId: string,
): Promise<number> {
  const context = asJob(tenantId, requestId);
  const policies = await reading(database, context, readPolicies);
  let after: Pick<MissingRow, 'moved_at' | 'id'> = { moved_at: new Date(0).toISOString(), id: NIL };
  for (let total = 0; ; await wait(20)) {
    const work = (tx: Tx) => losePortion(tx, policies, after, now());
    const { looked, lost } = await transaction(database, context, work);
    total += lost;
    const last = looked.at(-1);
    if (looked.length < portion || !last) return total;
    after = last;
  }
}

async function losePortion(tx: Tx, policies: Policy[], after: Pick<MissingRow, 'moved_at' | 'id'>, now: Date) {
  const { tenantId } = tx.context;
  const soonest = Math.min(...policies.map(({ missingDaysUntilLost }) => missingDaysUntilLost));
  const before = new Date(now.getTime() - soonest * day);
  const looked = await tx.query(lockMissing, [tenantId, before, after.moved_at, after.id, portion]);
  const due = looked.filter((row) => isDue(row, policies, now)).map(({ id }) => id);
  if (due.length > 0) tx.send(loseCopies, [tenantId, due, now]);
  const facts = { from: 'missing', move: 'mark_lost', changed: { status: 'lost' } };
  recordEvents(
    tx,
    due.map((id) => ({ action: 'copy.changed', entity: 'copy', entityId: id, at: now, facts })),
  );
  return { looked, lost: due.length };
}

function isDue({ item_type: itemType, home_branch_id: branchId, moved_at }: MissingRow, policies: Policy[], now: Date) {
  const days = missingDaysOf(policies, { itemType, branchId });
  return new Date(moved_at).getTime() < now.getTime() - days * day;
}
