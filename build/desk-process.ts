import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { join } from 'node:path';
import { findElectron } from './electron.ts';
import { provideSystemLibraries } from './machine/system-libraries.ts';
import { root } from './places.ts';

export type DeskProcess = {
  /** Resolves when the desk was closed; rejects with a sentence when it ended badly. */
  closed: Promise<void>;
  stop: () => Promise<void>;
};

type Settings = {
  /** What the desk takes; see electron/core/settings/environment.ts. */
  environment: Record<string, string>;
  logFile: string;
  say: (sentence: string) => void;
  inBrowser: boolean;
};

const hasDisplay = process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

/** Opens the desk in Electron, or in a browser where there is none or no display. */
export async function openDesk({ environment, logFile, say, inBrowser }: Settings): Promise<DeskProcess> {
  const env = { ...process.env, ...environment };
  const electron = inBrowser ? { reason: 'As you asked:' } : await electronHere();
  if ('reason' in electron) {
    say(`${electron.reason} The desk opens in a browser.`);
    return openInBrowser(env, say);
  }
  say(`The desk opens in its window (Electron ${electron.version}).`);
  const log = openSync(logFile, 'w');
  const desk = spawn(electron.executablePath, [...electron.args, root], { env, stdio: ['ignore', log, log] });
  return running(desk, `The desk ended badly; ${logFile} says more.`);
}

async function electronHere() {
  if (!hasDisplay) return { reason: 'There is no display here.' };
  const electron = await findElectron({ forTests: false });
  if ('reason' in electron) return electron;
  const missing = await provideSystemLibraries({ electron: electron.executablePath });
  return missing.length > 0 ? { reason: missing.join(' ') } : electron;
}

function openInBrowser(env: NodeJS.ProcessEnv, say: (sentence: string) => void): DeskProcess {
  const main = join(root, 'electron', 'browser', 'main.ts');
  const desk = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  desk.stdout.on('data', (chunk: Buffer) => {
    process.stdout.write(chunk);
    const address = /http:\S+#token=\S+/.exec(chunk.toString())?.[0];
    if (address && hasDisplay) openAddress(address, say);
  });
  return running(desk, 'The desk ended badly.');
}

function openAddress(address: string, say: (sentence: string) => void): void {
  const [program, ...before] = { darwin: ['open'], win32: ['cmd', '/c', 'start', ''] }[String(process.platform)] ?? [
    'xdg-open',
  ];
  const opener = spawn(program ?? '', [...before, address], { stdio: 'ignore', detached: true });
  opener.on('error', () => say('No browser could be opened from here: open the address by hand.'));
  opener.unref();
}

function running(child: ChildProcess, badly: string): DeskProcess {
  const ended = once(child, 'exit');
  return {
    closed: ended.then(([code]) => {
      if (code !== 0) throw new Error(badly);
    }),
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
