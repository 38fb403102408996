import { setTimeout as pause } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import type { TestServer } from '../../../../../sync-server/testing/server.ts';

const writers = 3;
const atMost = (n: number) => Math.floor(Math.random() * n);

/**
 * Writers that take their transaction id early, hold it for a while, and lend, move and correct what the branch has; now
 * and then they roll back. `stop` answers how many transactions they committed.
 */
export function writeAtRandom({ db, library }: TestServer, copies: readonly { id: string; bookId: string }[]) {
  let isOver = false;
  let committed = 0;
  const { main, harbour } = library.branches;
  const changes = [
    (id: string) => ["update copies set shelf = 'S ' || random() where id = $1", [id]] as const,
    (id: string) =>
      ['update copies set home_branch_id = $2, current_branch_id = $2 where id = $1', [id, harbour.id]] as const,
    (id: string) =>
      ['update copies set home_branch_id = $2, current_branch_id = $2 where id = $1', [id, main.id]] as const,
    (_: string, bookId: string) => ["update books set publisher = 'P ' || random() where id = $1", [bookId]] as const,
    (id: string) =>
      ['update copies set book_id = (select book_id from copies where id = $2) where id = $1', [id, other()]] as const,
  ];
  const other = () => copies[atMost(copies.length)]?.id ?? '';

  async function write(): Promise<void> {
    const client = await db.owner.connect();
    while (!isOver) {
      const copy = copies[atMost(copies.length)];
      const change = changes[atMost(changes.length)];
      if (!copy || !change) continue;
      await client.query('begin');
      await client.query('select pg_current_xact_id()');
      await pause(atMost(15));
      const [text, values] = change(copy.id, copy.bookId);
      await client.query(text, [...values]);
      await pause(atMost(10));
      const isKept = Math.random() < 0.9;
      await client.query(isKept ? 'commit' : 'rollback');
      if (isKept) committed++;
    }
    client.release();
  }

  const writing = Array.from({ length: writers }, write);
  const stop = async () => {
    isOver = true;
    await Promise.all(writing);
    return committed;
  };
  onTestFinished(async () => void (await stop()));
  return { stop };
}
