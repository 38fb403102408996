import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Keyring, sealedKeyStore } from './sealed-key-store.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'carrel-key-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A keyring that may be missing, or stay shut. */
const keyring = (state: 'open' | 'shut' | 'missing'): Keyring => ({
  isThere: () => state !== 'missing',
  seal: (text) => Buffer.from(`sealed:${text}`),
  open(sealed) {
    if (state !== 'open') throw new Error('The keyring is shut.');
    return sealed.toString().replace('sealed:', '');
  },
});

describe('the desk’s key', () => {
  it('is sealed where there is a keyring, and lies in no other file', async () => {
    expect(await sealedKeyStore(folder, keyring('missing')).write('old')).toContain('no keyring');
    expect(await sealedKeyStore(folder, keyring('open')).write('new')).toBeNull();
    expect(readdirSync(folder)).toEqual(['desk-key.sealed']);
    expect(await sealedKeyStore(folder, keyring('open')).read()).toEqual({ key: 'new', notice: null });
  });

  it('of a desk that was enrolled anew without a keyring is found, and not the one that cannot be opened', async () => {
    await sealedKeyStore(folder, keyring('open')).write('old');
    await sealedKeyStore(folder, keyring('missing')).write('new');
    expect((await sealedKeyStore(folder, keyring('missing')).read()).key).toBe('new');
  });

  it('that cannot be opened is said so', async () => {
    const logged = vi.spyOn(console, 'error').mockReturnValue();
    await sealedKeyStore(folder, keyring('open')).write('key');
    const found = await sealedKeyStore(folder, keyring('shut')).read();
    expect(found).toMatchObject({ key: null, notice: expect.stringContaining('enrol the desk anew') });
    logged.mockRestore();
  });
});
