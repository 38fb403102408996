import Database from 'better-sqlite3';
import { newestReady } from '../cache-files.ts';

/** What no desk does to its cache, in the file that it has open. */
export function byHand(dir: string, statement: string): void {
  const file = newestReady(dir);
  if (!file) throw new Error('There is no cache yet.');
  const database = new Database(file.path);
  database.exec(statement);
  database.close();
}
