import { setTimeout as pause } from 'node:timers/promises';
import type { Order } from '../../sync-server/invariants/testing/orders.ts';

/** What a client was told about what it asked for under one key. */
export type Told = {
  key: string;
  what: string;
  order: Order;
  token: string;
  status: number;
  text: string;
  /** When the answer came, in milliseconds. */
  at: number;
  attempts: number;
};

/** Answers that no fault excuses, in words. */
export type Complain = (sentence: string) => void;

const patienceMs = 90_000;
const attemptMs = 15_000;

/**
 * Sends one request as a desk does: the same key again, until somebody answers. The key is the request's id as well, so
 * that the audit says what was done under it.
 */
export async function sendUntilAnswered(
  url: string,
  { key, what, order, token }: Pick<Told, 'key' | 'what' | 'order' | 'token'>,
  complain: Complain,
): Promise<Told> {
  const endsAt = Date.now() + patienceMs;
  for (let attempts = 1; Date.now() < endsAt; attempts++) {
    const answer = await sendOnce(url, { key, order, token });
    if (answer?.status === 500) complain(`${what} ${key} was answered with 500: ${answer.text}`);
    const isFinal = answer !== null && answer.status < 500 && answer.status !== 429;
    if (isFinal) return { key, what, order, token, attempts, at: Date.now(), ...answer };
    await pause(Math.min(1500, 40 * 1.6 ** attempts) * (0.5 + Math.random() / 2));
  }
  throw new Error(`${what} ${key} got no answer within ${patienceMs / 1000} s.`);
}

/** One attempt; null when no answer came, for whatever reason. */
export async function sendOnce(url: string, { key, order, token }: Pick<Told, 'key' | 'order' | 'token'>) {
  const { method, path, body } = order;
  const headers = {
    authorization: `Bearer ${token}`,
    'idempotency-key': key,
    'x-request-id': key,
    ...(body && { 'content-type': 'application/json' }),
  };
  const init = { method, headers, signal: AbortSignal.timeout(attemptMs), ...(body && { body: JSON.stringify(body) }) };
  try {
    const answer = await fetch(`${url}/api/v1${path}`, init);
    const isReplayed = answer.headers.get('idempotent-replayed') === 'true';
    return { status: answer.status, text: await answer.text(), isReplayed };
  } catch {
    return null; // the line, the server or its answer is lost: what every fault here comes to for a client
  }
}
