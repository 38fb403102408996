import { setTimeout as wait } from 'node:timers/promises';
import type { ImportProgress } from '#shared/contract/api/imports.ts';
import type { TestServer } from '../../testing/server.ts';
import { runImport } from '../run-import.ts';

type Sent = { items?: string; mediaType?: string; branchId?: string; headers?: Record<string, string>; token?: string };

/** Sends files to a test server and works them through, as a desk and a job would. */
export function importing({ app, db, clock, library }: TestServer) {
  /** The answer to POST /imports/marc. */
  async function send(body: Buffer, { items = 'auto', mediaType = 'application/marc', ...more }: Sent = {}) {
    const branchId = more.branchId ?? library.branches.main.id;
    const answer = await app.inject({
      method: 'POST',
      url: `/api/v1/imports/marc?branchId=${branchId}&items=${items}`,
      headers: {
        authorization: `Bearer ${more.token ?? library.tokens.librarian}`,
        'content-type': mediaType,
        ...more.headers,
      },
      payload: body,
    });
    return { status: answer.statusCode, headers: answer.headers, body: answer.json() };
  }

  async function progress(importId: string): Promise<ImportProgress> {
    const headers = { authorization: `Bearer ${library.tokens.librarian}` };
    return (await app.inject({ url: `/api/v1/imports/${importId}`, headers })).json();
  }

  const run = (importId: string) =>
    runImport({ database: db.database, now: clock.now }, { tenantId: library.tenantId, importId });

  /** Sends a file, works it through at once, and answers how it ended. */
  async function importFile(body: Buffer, sent: Sent = {}): Promise<ImportProgress> {
    const { importId } = (await send(body, sent)).body;
    await run(importId);
    return progress(importId);
  }

  /** Waits until a worker has ended an import. */
  async function ended(importId: string): Promise<ImportProgress> {
    for (let tries = 0; tries < 450; tries += 1) {
      const now = await progress(importId);
      if (now.state === 'done' || now.state === 'failed') return now;
      await wait(100);
    }
    throw new Error('The import did not end.');
  }

  return { send, progress, run, importFile, ended };
}
