// A server's work on its stocktakes alone, in small steps, to be killed: node slow-worker-process.ts <database url>
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { openDatabase } from '../../db/database.ts';
import { runClosing } from '../closing/run-closing.ts';

const [url = ''] = process.argv.slice(2);
const database = openDatabase({ url, max: 2 });
const Job = z.object({ tenantId: z.string(), stocktakeId: z.string() });
const { rows } = await database.pool.query(
  "select data from pgboss.job where name = 'apply-stocktake' order by created_on desc",
);
const actor = { kind: 'job', id: null } as const;
await runClosing(
  { database, now: () => new Date() },
  { ...Job.parse(rows[0]?.data), actor, requestId: 'killed' },
  { batchSize: 5 },
);
await wait(60_000);
