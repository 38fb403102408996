import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { hashPassword } from '../../sync-server/auth/passwords.ts';
import { freePort } from '../../sync-server/db/free-port.ts';
import { startServerProcess } from '../server-process.ts';
import { bigTenantId } from './big-library.ts';
import { insertBenchStaff } from './floor-sql.ts';

export type ServedLibrary = {
  url: string;
  /** Of the server's process. */
  pid: number;
  /** An admin's access token. */
  token: string;
  /** Another one: each is good for fifteen minutes. */
  signIn(): Promise<string>;
  /** Raw SQL as the database's owner. */
  owner: pg.Pool;
  ownerUrl: string;
  stop(): Promise<void>;
};

const password = 'bench-password-1';

/** The big library behind one real server process, with somebody signed in. */
export async function serveLibrary(ownerUrl: string): Promise<ServedLibrary> {
  const owner = new pg.Pool({ connectionString: ownerUrl, max: 64 });
  owner.on('error', () => {}); // the database is stopped before the pool when a bench fails
  await owner.query(insertBenchStaff, [bigTenantId, uuidv7(), 'bench', await hashPassword(password)]);
  const environment = { DATABASE_URL: ownerUrl, PORT: String(await freePort()), LOG_LEVEL: 'warn' };
  const server = await startServerProcess({ environment, logFile: join(tmpdir(), 'carrel-bench-server.log') });
  const signIn = () => signInAt(server.url);
  return {
    url: server.url,
    pid: server.pid,
    token: await signIn(),
    signIn,
    owner,
    ownerUrl,
    stop: async () => {
      await server.stop();
      await owner.end();
    },
  };
}

async function signInAt(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ tenant: 'big', number: 'bench', password }),
  });
  return z.object({ accessToken: z.string() }).parse(await answer.json()).accessToken;
}
