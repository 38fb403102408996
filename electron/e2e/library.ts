import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ky from 'ky';
import type pg from 'pg';
import { z } from 'zod';
import { type DemoLibrary, ensureDemoLibrary } from '../../build/demo/ensure-demo-library.ts';
import { startServerProcess } from '../../build/server-process.ts';
import { startThrowawayPostgres } from '../../build/testing/throwaway-postgres.ts';
import { freePort } from '../../sync-server/db/free-port.ts';
import { ownersPool } from '../../sync-server/db/testing/owners-pool.ts';
import { keepOutOfLogs, logFolder } from '../../sync-server/testing/kept-log.ts';

export type Library = Awaited<ReturnType<typeof openLibrary>>;

const Desk = z.object({ id: z.string(), key: z.string() });

/** The demo library on a real server and a real Postgres, for all tests of a run. */
export async function openLibrary() {
  const folder = mkdtempSync(join(tmpdir(), 'carrel-e2e-'));
  const postgres = await startThrowawayPostgres();
  const operatorKey = randomBytes(24).toString('hex');
  const server = await startServerProcess({
    environment: {
      ...{ DATABASE_URL: postgres.url, PORT: String(await freePort()), CARREL_OPERATOR_KEY: operatorKey },
      LOG_LEVEL: 'trace',
    },
    logFile: join(logFolder ?? folder, `process-${process.pid}.log`),
  });
  const place = { serverUrl: server.url, ownerUrl: postgres.url, operatorKey, folder: join(folder, 'demo') };
  const demo = await ensureDemoLibrary({ ...place, progress: () => {} });
  const database = ownersPool(postgres.url, 2);
  const token = await signIn(demo);
  return {
    demo,
    /** Raw SQL: what Postgres really holds. */
    rows: async (text: string, values: unknown[] = []) => (await database.query(text, values)).rows,
    /** Another enrolled desk: of the main branch, or of the one that is named. */
    aDesk: (name: string, branchId = demo.branchId) =>
      ky
        .post(`${server.url}/api/v1/desks`, {
          headers: { authorization: `Bearer ${token}` },
          json: { branchId, name },
        })
        .json(Desk),
    close: async () => {
      keepOutOfLogs([
        operatorKey,
        ...demo.credentials.map(({ password }) => password),
        ...(await everybodyIn(database)),
      ]);
      await database.end();
      await server.stop();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Names, numbers and addresses, as they stand at the end. */
async function everybodyIn(database: pg.Pool): Promise<string[]> {
  const { rows } = await database.query<{ value: string }>(
    `select unnest(array[name, number, email, phone]) as value from members
     union select unnest(array[name, number]) from staff`,
  );
  return rows.map(({ value }) => value).filter((value) => value !== null);
}

async function signIn({ serverUrl, tenant, credentials: [admin] }: DemoLibrary): Promise<string> {
  const json = { tenant, number: admin?.number, password: admin?.password };
  const answer = await ky.post(`${serverUrl}/api/v1/auth/login`, { json }).json(z.object({ accessToken: z.string() }));
  return answer.accessToken;
}
