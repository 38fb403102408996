import { z } from 'zod';
import { Id } from '#shared/contract/primitives.ts';
import { syncProtocol } from '#shared/contract/sync.ts';
import { Refusal } from '../http/refusal.ts';

/**
 * A place in a branch's feed: the last change that was handed out, as the stamp of its transaction (xid8, decimal text)
 * and the entity within it. Not the bound that was reached: after a crash Postgres may give out again the ids of
 * transactions that left nothing durable, and a cursor must never be ahead of those. A change that was handed out is
 * durable, and so every id up to its own is spent.
 */
export type Position = { stamp: string; entity: 'book' | 'copy'; id: string };

/** Before every change. */
export const feedStart: Position = { stamp: '0', entity: 'book', id: '00000000-0000-0000-0000-000000000000' };

const largestStamp = 2n ** 64n - 1n;
const Stamp = z
  .string()
  .regex(/^\d{1,20}$/)
  .refine((digits) => BigInt(digits) <= largestStamp);

/** What a cursor says once it is unpacked; the protocol stands first, so that a later one may mean something else. */
const Cursor = z.tuple([z.int(), z.string(), Stamp, z.enum(['book', 'copy']), Id]);
const anyProtocol = z.tuple([z.int()]).rest(z.unknown());

/** Opaque to desks: base64url of a JSON array. */
export function writeCursor(epoch: string, { stamp, entity, id }: Position): string {
  return Buffer.from(JSON.stringify([syncProtocol, epoch, stamp, entity, id])).toString('base64url');
}

/**
 * @throws Refusal BAD_CURSOR when it is not one of ours
 * @throws Refusal CURSOR_EXPIRED when it is of another protocol
 */
export function readCursor(text: string): { epoch: string; position: Position } {
  const unpacked = anyProtocol.safeParse(unpack(text));
  if (!unpacked.success) throw new Refusal('BAD_CURSOR');
  if (unpacked.data[0] !== syncProtocol) throw new Refusal('CURSOR_EXPIRED', { facts: { reason: 'protocol' } });
  const cursor = Cursor.safeParse(unpacked.data);
  if (!cursor.success) throw new Refusal('BAD_CURSOR');
  const [, epoch, stamp, entity, id] = cursor.data;
  return { epoch, position: { stamp, entity, id } };
}

function unpack(text: string): unknown {
  // Buffer passes over what is not base64url; a cursor that was cut or mangled must not pass for another.
  if (!/^[A-Za-z0-9_-]+$/.test(text)) return undefined;
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return undefined;
  }
}

type Feed = { epoch: string; bound: string };

/**
 * Whether a cursor's place is one in this feed as it is now.
 * @throws Refusal CURSOR_EXPIRED when the feed has become another one, or is younger than the place
 */
export function refuseOtherFeed(cursor: { epoch: string; position: Position }, feed: Feed): void {
  if (cursor.epoch !== feed.epoch) throw new Refusal('CURSOR_EXPIRED', { facts: { reason: 'epoch' } });
  // Only places below a bound are handed out, and a bound never falls: this database was put back to an earlier day.
  const isAhead = BigInt(cursor.position.stamp) >= BigInt(feed.bound);
  if (isAhead) throw new Refusal('CURSOR_EXPIRED', { facts: { reason: 'ahead' } });
}
