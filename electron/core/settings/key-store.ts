import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeKept } from './kept-file.ts';

/** Where the desk's own key lies: in the system's keyring in Electron, in a file of this person's otherwise. */
export type KeyStore = {
  read(): Promise<string | null>;
  /** A sentence when the key could not be kept as safely as it should be. */
  write(key: string): Promise<string | null>;
};

/** A file that only the person at this computer may read. */
export function fileKeyStore(folder: string): KeyStore {
  const file = join(folder, 'desk-key');
  return {
    read: async () => (existsSync(file) ? readFileSync(file, 'utf8').trim() || null : null),
    write: async (key) => {
      writeKept(file, key);
      return null;
    },
  };
}

export function memoryKeyStore(key: string | null = null): KeyStore {
  let kept = key;
  return {
    read: async () => kept,
    write: async (next) => {
      kept = next;
      return null;
    },
  };
}
