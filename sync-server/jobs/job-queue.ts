import type { FastifyBaseLogger } from 'fastify';
import { PgBoss } from 'pg-boss';
import { NIL } from 'uuid';
import type { Database } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import type { Tx } from '../db/transaction.ts';
import { type JobData, type JobName, jobSettings } from './job-kinds.ts';

/** Work for later, kept in Postgres: any server may do it, once; what a stopped server left half done, another does. */
export type JobQueue = {
  /** To be called before the transaction: the opening takes connections of its own from the pool. */
  open(): Promise<void>;
  /** Puts a job into a transaction: there is one if, and only if, it commits. */
  later<Name extends JobName>(tx: Tx, name: Name, data: JobData[Name]): Promise<void>;
};

export type JobLog = Pick<FastifyBaseLogger, 'error'>;

/**
 * Opened for the first job, on the server's own connections: a server that never sends one pays nothing.
 * @param closing fires when the server begins to close
 */
export function jobQueue(database: Database, closing: AbortSignal, log: JobLog): JobQueue {
  let opened: Promise<PgBoss> | undefined;
  const open = () => {
    opened ??= openBoss(database, { supervise: false, log }).catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };
  const stop = async () => (await opened)?.stop({ graceful: false });
  closing.addEventListener('abort', () => {
    stop().catch((error: unknown) => log.error(error, 'The job queue could not be stopped.'));
  });
  return {
    open: async () => void (await open()),
    later: async (tx, name, data) => {
      const boss = await open();
      await boss.send(name, data, { db: executeIn(tx) });
    },
  };
}

type BossSettings = { supervise: boolean; log: JobLog };

/** @param supervise whether this process also looks after scheduled jobs and those whose server has died */
export async function openBoss(database: Database, { supervise, log }: BossSettings): Promise<PgBoss> {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => database.pool.query(text, values) },
    // The schema is made where all of it is made: db/migrate.
    migrate: false,
    createSchema: false,
    schedule: supervise,
    supervise,
    superviseIntervalSeconds: 10,
    monitorIntervalSeconds: 10,
  });
  // Without a listener an error event would end the process; the work itself is tried again by the library.
  boss.on('error', (error) => log.error(error, 'The job queue has failed.'));
  await boss.start();
  for (const [name, settings] of Object.entries(jobSettings)) {
    await boss.createQueue(name, settings);
    // A queue that there is already is not created again, and would never hear of it.
    if (settings.deadLetter) await boss.updateQueue(name, { deadLetter: settings.deadLetter });
    // The library reads a queue's settings at its first use, through the pool: now, not amid the first job's transaction.
    await boss.findJobs(name, { id: NIL });
  }
  return boss;
}

/** The library's statement, sent in our transaction. It has no name: its text is the library's own affair. */
function executeIn(tx: Tx) {
  return {
    executeSql: async (text: string, values: unknown[] = []) => ({
      rows: await tx.query(sql('', text), values.map(String)),
    }),
  };
}
