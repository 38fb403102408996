import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { parse, stringify } from 'uuid';

// A key says whose it is, so that it is found by its ids, and proves it by 256 random bits, of which only a hash is
// stored. A fast hash is enough for random bits (passwords need a slow one). The prefix lets leak scanners find it.

export type KeyKind = 'desk' | 'key' | 'refresh';

/** What a key's text says of itself, before anybody has checked it. */
export type KeyParts = {
  tenantId: string;
  id: string;
  /** How many refresh tokens of the family came before; 0 for other keys. */
  generation: number;
  hash: Buffer;
};

const prefix = (kind: KeyKind) => `carrel_${kind}_`;
const secretBytes = 32;
const length = 16 + 16 + 4 + secretBytes;

/** @returns the text to hand out once, and the hash to keep */
export function newKey(kind: KeyKind, tenantId: string, id: string, generation = 0): { text: string; hash: Buffer } {
  const place = Buffer.alloc(4);
  place.writeUInt32BE(generation);
  const bytes = Buffer.concat([parse(tenantId), parse(id), place, randomBytes(secretBytes)]);
  return { text: prefix(kind) + bytes.toString('base64url'), hash: hashOf(bytes) };
}

export function readKey(kind: KeyKind, text: string): KeyParts | undefined {
  if (!text.startsWith(prefix(kind))) return undefined;
  const body = text.slice(prefix(kind).length);
  const bytes = Buffer.from(body, 'base64url');
  // Written back, because the decoder overlooks characters that do not belong: one key has one text.
  if (bytes.length !== length || bytes.toString('base64url') !== body) return undefined;
  const idAt = (start: number) => stringify(bytes.subarray(start, start + 16));
  try {
    return { tenantId: idAt(0), id: idAt(16), generation: bytes.readUInt32BE(32), hash: hashOf(bytes) };
  } catch {
    return undefined; // bytes that are no UUIDs: not one of ours
  }
}

/** Compares in a time that says nothing about where they differ. */
export const sameHash = (one: Buffer, other: Buffer): boolean =>
  one.length === other.length && timingSafeEqual(one, other);

export const hashOf = (secret: string | Uint8Array): Buffer => createHash('sha256').update(secret).digest();
