import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeKept } from './kept-file.ts';
import { fileKeyStore, type KeyStore } from './key-store.ts';

const noKeyring =
  'This computer has no keyring that Carrel could use: the desk’s key lies in a file that only this account can read.';
const notOpened =
  'This computer’s keyring did not open the desk’s key. Unlock the keyring and start Carrel again, or enrol the desk anew.';

/** What seals a text for this account alone. */
export type Keyring = {
  isThere(): boolean;
  seal(text: string): Buffer;
  /** Throws when it was sealed by another keyring, or this one stays shut. */
  open(sealed: Buffer): string;
};

/** The desk's key, sealed by the system's keyring where there is one. Only the newest key is ever found. */
export function sealedKeyStore(folder: string, keyring: Keyring): KeyStore {
  const sealedFile = join(folder, 'desk-key.sealed');
  const plain = fileKeyStore(folder, noKeyring);
  return {
    async read() {
      if (!existsSync(sealedFile)) return plain.read();
      try {
        const sealed = Buffer.from(readFileSync(sealedFile, 'utf8'), 'base64');
        return { key: keyring.open(sealed), notice: null };
      } catch (error) {
        console.error('The desk’s key could not be opened.', error);
        return { key: null, notice: notOpened };
      }
    },
    async write(key) {
      if (keyring.isThere()) {
        writeKept(sealedFile, keyring.seal(key).toString('base64'));
        plain.forget();
        return null;
      }
      const notice = await plain.write(key);
      rmSync(sealedFile, { force: true });
      return notice;
    },
  };
}
