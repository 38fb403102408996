import { safeStorage } from 'electron';
import type { Keyring } from '../core/settings/sealed-key-store.ts';

/** The system's keyring (electronjs.org/docs/latest/api/safe-storage). */
export const systemKeyring: Keyring = {
  isThere: hasKeyring,
  seal: (text) => safeStorage.encryptString(text),
  open: (sealed) => safeStorage.decryptString(sealed),
};

/** Linux without a keyring "encrypts" with a password that everybody knows: that is not counted as one. */
function hasKeyring(): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false;
  return process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text';
}
