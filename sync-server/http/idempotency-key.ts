import { createHmac } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { type RouteShape, successStatus } from '#shared/contract/route.ts';
import type { TxContext } from '../db/transaction.ts';
import { Refusal } from './refusal.ts';

const printable = /^[\x20-\x7e]{1,200}$/;

/**
 * The `Idempotency-Key` header with a fingerprint of what it was given for. A body may hold a password: keyed by the
 * client's own key, of which only a hash is stored, the fingerprint helps nobody to guess it (argon2id would be for
 * nothing beside a plain SHA-256 of the same password).
 */
export function readIdempotency(row: RouteShape, request: FastifyRequest): TxContext['idempotency'] {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || !printable.test(key)) {
    const message = '1 to 200 printable characters';
    throw new Refusal('VALIDATION_FAILED', { errors: [{ path: 'headers.idempotency-key', message }] });
  }
  const body = row.body === 'stream' ? null : (request.body ?? null);
  const hash = createHmac('sha256', key).update(`${request.method} ${request.url}\n`).update(stable(body));
  return { key, fingerprint: hash.digest(), status: successStatus(row), sealed: row.secret === true };
}

/** JSON with sorted keys: the same body, however a client orders it. */
function stable(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (part === null || typeof part !== 'object' || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
