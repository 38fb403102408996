import { execFile } from 'node:child_process';
import { chown, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../../../sync-server/db/free-port.ts';
import { runAs, unprivilegedUser } from '../../../sync-server/db/postgres-programs.ts';
import { folderForPostgres } from '../../testing/throwaway-postgres.ts';

const run = promisify(execFile);

/** Why the machine's own Postgres cannot be used; what comes with Carrel has no pg_dump. */
export const noSystemPostgres = 'there is no Postgres with pg_dump here (Debian: apt-get install postgresql)';

/** The folder of the machine's Postgres programs, server and tools of one version; null where there are none. */
export async function systemPrograms(): Promise<string | null> {
  // pg_config --bindir names it, but comes with the packages for developers; Debian has one folder a version.
  const search =
    'for bin in $(ls -d /usr/lib/postgresql/*/bin /usr/pgsql-*/bin 2>/dev/null | sort -rV); do test -x $bin/initdb -a -x $bin/pg_dump && echo $bin && break; done';
  const { stdout } = await run('sh', ['-c', search]).catch(() => ({ stdout: '' }));
  return stdout.trim() || null;
}

/** A brand-new cluster of the machine's own Postgres, with an owner of its own name and nothing in it. */
export async function startSystemPostgres(bin: string, owner: string) {
  const { folder, remove } = await folderForPostgres();
  const user = await unprivilegedUser();
  if (user) await chown(folder, user.uid, user.gid);
  const [data, passwordFile] = [join(folder, 'postgres'), join(folder, 'password')];
  const password = `${owner}-s3cret`;
  await writeFile(passwordFile, password);
  const access = ['-U', owner, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  await runAs(user, join(bin, 'initdb'), ['-D', data, ...access, '--encoding=UTF8', '--locale=C.UTF-8']);
  const port = await freePort();
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off`;
  await runAs(user, join(bin, 'pg_ctl'), ['-D', data, '-l', join(data, 'log'), '-w', '-o', options, 'start']);
  return {
    folder,
    remove,
    url: (database: string) => `postgresql://${owner}:${password}@127.0.0.1:${port}/${database}`,
  };
}

/** A folder for what is no cluster's. */
export const aFolder = () => mkdtemp(join(tmpdir(), 'carrel-restore-'));
