import { setTimeout as wait } from 'node:timers/promises';
import { traced } from '../tracing/spans.ts';
import { inBatches, type Send } from './batch.ts';
import type { Database } from './database.ts';
import { keepAnswer, lookUpAnswer } from './idempotency.ts';
import { Replay } from './replay.ts';
import { type Sql, type SqlValue, sql } from './sql.ts';
import type { Actor, TxContext } from './tx-context.ts';

export type { Actor, TxContext };

declare const brand: unique symbol;
/** An open transaction of one tenant. Everything that touches rows takes it first; only this file makes one. */
export type Tx = {
  readonly [brand]: true;
  readonly context: TxContext;
  /** Sends a statement and waits for its rows. */
  query<Row>(statement: Sql<Row>, values: readonly SqlValue[]): Promise<Row[]>;
  /** Sends a statement whose rows nobody needs; it travels with COMMIT, and its failure is the transaction's. */
  send(statement: Sql<unknown>, values: readonly SqlValue[]): void;
};

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const maxTries = 6;

/**
 * The one way to change rows: BEGIN, the tenant for row-level security and the first statements go out together, apply
 * and COMMIT together: two batches (batch.ts), whatever the rules become. Serialization failures and deadlocks are tried
 * again, with backoff.
 * @throws Replay when this idempotency key already has its answer
 */
export async function transaction<Answer>(
  database: Database,
  context: TxContext,
  work: (tx: Tx) => Promise<Answer>,
): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await attemptOnce(database, context, work, begin);
    } catch (error) {
      if (attempt >= maxTries || !isTransient(error)) throw error;
      await wait(Math.random() * 5 * 2 ** attempt);
    }
  }
}

/**
 * Reads in one consistent snapshot; the database refuses to write in it. What was only read is not kept under a key.
 * @throws Replay when the idempotency key, if one is given, already has its answer
 */
export function reading<Answer>(
  database: Database,
  context: TxContext,
  work: (tx: Tx) => Promise<Answer>,
): Promise<Answer> {
  return attemptOnce(database, context, work, beginReading);
}

const begin = sql('transaction.begin', 'begin');
const beginReading = sql('transaction.begin_reading', 'begin isolation level repeatable read read only');
const commit = sql('transaction.commit', 'commit');
const rollback = sql('transaction.rollback', 'rollback');
const enterTenant = sql('transaction.enter_tenant', "select set_config('carrel.tenant', $1, true)");

/**
 * The same transaction at work in another tenant: for the operator, who belongs to none, and whose idempotency keys
 * therefore lie under no tenant.
 */
export async function inTenant<Answer>(tx: Tx, tenantId: string, work: (tx: Tx) => Promise<Answer>): Promise<Answer> {
  tx.send(enterTenant, [tenantId]);
  const answer = await work({ ...tx, context: { ...tx.context, tenantId } });
  tx.send(enterTenant, [tx.context.tenantId]);
  return answer;
}

async function attemptOnce<Answer>(
  database: Database,
  context: TxContext,
  work: (tx: Tx) => Promise<Answer>,
  opening: Sql<unknown>,
): Promise<Answer> {
  if (!uuid.test(context.tenantId)) throw new Error('A transaction needs a tenant.');
  const client = await traced('pool.connect', database.pool.connect());
  const send = inBatches(client);
  let broken = false;
  try {
    const prelude = startPrelude(send, context, opening);
    const { tx, unawaited } = open(send, context, prelude);
    const answer = await work(tx);
    const keeps = opening === begin ? context.idempotency : undefined;
    await finish(send, { ...context, idempotency: keeps }, answer, [prelude, ...unawaited]);
    return answer;
  } catch (error) {
    broken = await rollBack(send);
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Sends BEGIN and the idempotency look-up; nobody waits for it before the first facts are under way. */
function startPrelude(send: Send, context: TxContext, opening: Sql<unknown>): Promise<void> {
  const begun = Promise.all([send(opening), send(enterTenant, [context.tenantId])]);
  const lookedUp = context.idempotency ? lookUpAnswer(send, context, context.idempotency) : Promise.resolve(undefined);
  const prelude = Promise.all([begun, lookedUp]).then(([, kept]) => {
    if (kept !== undefined) throw new Replay(kept);
  });
  prelude.catch(() => {}); // whoever awaits it first reports it
  return prelude;
}

function open(send: Send, context: TxContext, prelude: Promise<void>) {
  const unawaited: Promise<unknown>[] = [];
  let cause: unknown;
  const run = (statement: Sql<unknown>, values: readonly SqlValue[]) => {
    // Whatever comes behind a statement that failed says only that the transaction is aborted.
    const sent = send(statement, values).catch((error: unknown) => {
      cause ??= error;
      throw cause;
    });
    sent.catch(() => {});
    return sent;
  };
  const tx = {
    context,
    query: async (statement: Sql<unknown>, values: readonly SqlValue[]) => {
      const sent = run(statement, values);
      await prelude;
      return (await sent).rows;
    },
    send: (statement: Sql<unknown>, values: readonly SqlValue[]) => {
      unawaited.push(run(statement, values));
    },
    // The brand exists for the compiler only; the shape of rows is the statement's promise (sql.ts).
  } as unknown as Tx;
  return { tx, unawaited };
}

async function finish(send: Send, context: TxContext, answer: unknown, sent: Promise<unknown>[]): Promise<void> {
  const kept = context.idempotency ? keepAnswer(send, context, context.idempotency, answer) : undefined;
  kept?.catch(() => {});
  const committed = send(commit);
  committed.catch(() => {});
  // In order: the first failure is the cause, those behind it were passed over.
  for (const statement of sent) await statement;
  await kept;
  const { command } = await committed;
  if (command !== 'COMMIT') throw new Error('The database did not commit.');
}

/** @returns whether the connection is of no more use */
async function rollBack(send: Send): Promise<boolean> {
  return send(rollback).then(
    () => false,
    () => true,
  );
}

/** Serialization failure, deadlock: the same work may succeed when done again (SQLSTATE 40001, 40P01). */
function isTransient(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === '40001' || error.code === '40P01');
}
