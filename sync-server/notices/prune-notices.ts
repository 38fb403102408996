import type { Database } from '../db/database.ts';
import { deleteInPortions } from '../db/delete-in-portions.ts';
import { reading } from '../db/transaction.ts';
import { asJob } from '../db/tx-context.ts';
import { deleteOldNotices } from './queries.ts';
import { settingsOf } from './settings/service.ts';

const day = 86_400_000;

/**
 * Forgets a library's old notices with all they say of people. What they reminded of goes with them, and is not told again:
 * no reminder is made up for that late (shared/rules/notices-reminders.ts). @returns how many
 */
export async function pruneNotices({ database, now }: { database: Database; now: () => Date }, tenantId: string) {
  const context = asJob(tenantId, 'prune');
  const { keepDays } = await reading(database, context, settingsOf);
  const before = new Date(now().getTime() - keepDays * day);
  return deleteInPortions(database, { tenantId, statement: deleteOldNotices, before });
}
