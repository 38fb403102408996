import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newKey, readKey, sameHash } from './key-text.ts';

const tenantId = '0190a0a0-0000-7000-8000-000000000001';
const id = '0190a0a0-0000-7000-8000-000000000002';

describe('a key’s text', () => {
  it('says whose it is and which generation, and hashes to what was kept', () => {
    const key = newKey('refresh', tenantId, id, 41);
    expect(readKey('refresh', key.text)).toEqual({ tenantId, id, generation: 41, hash: key.hash });
  });

  it('is never the same twice', () => {
    expect(newKey('desk', tenantId, id).text).not.toBe(newKey('desk', tenantId, id).text);
  });

  it('is no key of another kind', () => {
    expect(readKey('key', newKey('desk', tenantId, id).text)).toBeUndefined();
  });

  it('with any one character changed is no key, or one with another hash', () => {
    const { text, hash } = newKey('desk', tenantId, id);
    const character = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/= ');
    fc.assert(
      fc.property(fc.nat(text.length - 1), character, (at, other) => {
        const changed = text.slice(0, at) + other + text.slice(at + 1);
        const read = readKey('desk', changed);
        if (changed !== text && read) expect(sameHash(read.hash, hash)).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  it('is looked at without a stumble, whatever it is', () => {
    fc.assert(fc.property(fc.string(), (text) => readKey('key', `carrel_key_${text}`) === undefined));
  });
});
