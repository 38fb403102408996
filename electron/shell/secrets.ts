import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { safeStorage } from 'electron';
import { writeKept } from '../core/settings/kept-file.ts';
import { fileKeyStore, type KeyStore } from '../core/settings/key-store.ts';

const noKeyring =
  'This computer has no keyring that Carrel could use: the desk’s key lies in a file that only this account can read.';
const notOpened =
  'This computer’s keyring did not open the desk’s key. Unlock the keyring and start Carrel again, or enrol the desk anew.';

/** The desk's key, sealed by the system's keyring where there is one (electronjs.org/docs/latest/api/safe-storage). */
export function createKeyStore(folder: string): KeyStore {
  const sealedFile = join(folder, 'desk-key.sealed');
  const plain = fileKeyStore(folder, noKeyring);
  return {
    async read() {
      if (!existsSync(sealedFile)) return plain.read();
      try {
        const sealed = Buffer.from(readFileSync(sealedFile, 'utf8'), 'base64');
        return { key: safeStorage.decryptString(sealed), notice: null };
      } catch (error) {
        console.error('The desk’s key could not be opened.', error);
        return { key: null, notice: notOpened };
      }
    },
    async write(key) {
      if (!hasKeyring()) return plain.write(key);
      writeKept(sealedFile, safeStorage.encryptString(key).toString('base64'));
      return null;
    },
  };
}

/** Linux without a keyring "encrypts" with a password that everybody knows: that is not counted as one. */
function hasKeyring(): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false;
  return process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text';
}
