import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeKept } from './kept-file.ts';

/** Where the desk's own key lies: in the system's keyring in Electron, in a file of this person's otherwise. */
export type KeyStore = {
  /** The key, if there is one; a notice when there is one that cannot be had, or that lies less safely than it should. */
  read(): Promise<{ key: string | null; notice: string | null }>;
  /** Answers such a notice, or null when all is well. */
  write(key: string): Promise<string | null>;
};

/** A file that only the person at this computer may read. */
export function fileKeyStore(folder: string, notice: string | null = null): KeyStore & { forget(): void } {
  const file = join(folder, 'desk-key');
  return {
    async read() {
      const key = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
      return key === '' ? { key: null, notice: null } : { key, notice };
    },
    async write(key) {
      writeKept(file, key);
      return notice;
    },
    forget: () => rmSync(file, { force: true }),
  };
}
