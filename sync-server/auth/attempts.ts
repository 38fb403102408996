import { isIPv6 } from 'node:net';
import { ask } from '../db/ask.ts';
import type { Database } from '../db/database.ts';
import { Refusal } from '../http/refusal.ts';
import { hashOf } from './key-text.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { countAttempt, forgetFailures, takeBackAttempt } from './session-queries.ts';

/** Failures that are forgiven in a window: few under one number, more from one address, where many people may sit. */
export const failuresForgiven = { number: 5, address: 50 };
export const windowMinutes = 15;

/** What an attempt is counted under; only hashes are stored, so that no address lies in the table. */
export type AttemptKeys = { number: Buffer; address: Buffer };

export const attemptKeys = (tenantSlug: string, number: string, address: string): AttemptKeys => ({
  number: hashOf(`number ${tenantSlug}/${number}`),
  address: hashOf(`address ${networkOf(address)}`),
});

/** A home or an office has a whole IPv6 /64, and could try each of its addresses (RFC 6177). */
export function networkOf(address: string): string {
  if (!isIPv6(address) || address.includes('.')) return address;
  const [head = '', tail = ''] = address.split('::');
  const front = head.split(':').filter(Boolean);
  const back = address.includes('::') ? tail.split(':').filter(Boolean) : [];
  const zeros = Array(Math.max(0, 8 - front.length - back.length)).fill('0');
  return `${[...front, ...zeros, ...back].slice(0, 4).join(':')}::/64`;
}

/**
 * Counts the attempt before it is judged, for all servers at once: guesses in parallel gain nothing.
 * @throws Refusal TOO_MANY_ATTEMPTS with the seconds until the window ends
 */
export async function beginAttempt(database: Database, keys: AttemptKeys, now: Date): Promise<void> {
  // Always in the same order, so that two attempts never wait for each other in a circle.
  const [first, second] = [keys.number, keys.address].sort(Buffer.compare);
  const windowEnd = new Date(now.getTime() + windowMinutes * 60_000);
  const counted = await ask(database, countAttempt, [first, second, windowEnd, now]);
  const exhausted = counted.find(
    ({ key, failures }) => failures > (key.equals(keys.number) ? failuresForgiven.number : failuresForgiven.address),
  );
  if (!exhausted) return;
  const retryAfter = (Date.parse(exhausted.window_ends_at) - now.getTime()) / 1000;
  throw new Refusal('TOO_MANY_ATTEMPTS', { retryAfter: Math.max(1, retryAfter) });
}

/** The attempt was right: the number starts afresh, the address loses this one only. */
export async function attemptSucceeded(database: Database, keys: AttemptKeys, now: Date): Promise<void> {
  await Promise.all([
    ask(database, forgetFailures, [keys.number, now]),
    ask(database, takeBackAttempt, [keys.address]),
  ]);
}

/** The attempt was neither right nor wrong (a code was missing, the database went away). */
export async function attemptUndecided(database: Database, keys: AttemptKeys): Promise<void> {
  await Promise.all([keys.number, keys.address].map((key) => ask(database, takeBackAttempt, [key])));
}

/**
 * Judges a password as one attempt: counted before it is judged, and one under the same number after another.
 * @throws Refusal TOO_MANY_ATTEMPTS
 */
export function throttle(database: Database) {
  const inTurn = oneAtATime();
  return <Answer>(keys: AttemptKeys, now: Date, judge: () => Promise<Answer>): Promise<Answer> =>
    inTurn(keys.number.toString('hex'), async () => {
      await beginAttempt(database, keys, now);
      try {
        const answer = await judge();
        await attemptSucceeded(database, keys, now);
        return answer;
      } catch (error) {
        const wrong = error instanceof Refusal && error.code === 'INVALID_CREDENTIALS';
        if (!wrong) await attemptUndecided(database, keys);
        throw error;
      }
    });
}
