import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { join } from 'node:path';
import { findElectron } from './electron.ts';
import { provideSystemLibraries } from './system-libraries.ts';

export type DeskProcess = { ended: Promise<unknown>; stop: () => Promise<void> };

const root = join(import.meta.dirname, '..');

type Settings = {
  /** What the desk takes; see electron/core/settings/environment.ts. */
  environment: Record<string, string>;
  logFile: string;
  say: (sentence: string) => void;
  inBrowser: boolean;
};

/** Opens the desk in Electron, or, where there is none or no display, its browser mode, which says its address itself. */
export async function openDesk({ environment, logFile, say, inBrowser }: Settings): Promise<DeskProcess> {
  const env = { ...process.env, ...environment };
  const electron = inBrowser ? { reason: 'You asked for the browser.' } : await electronHere();
  if ('reason' in electron) {
    say(`${electron.reason} The desk opens in the browser instead.`);
    return running(
      spawn(process.execPath, [join(root, 'electron', 'browser', 'main.ts')], {
        env,
        stdio: ['ignore', 'inherit', 'inherit'],
      }),
    );
  }
  say(`The desk opens in its window (Electron ${electron.version}).`);
  const log = openSync(logFile, 'w');
  return running(spawn(electron.executablePath, [...electron.args, root], { env, stdio: ['ignore', log, log] }));
}

async function electronHere() {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    return { reason: 'There is no display here.' };
  }
  const electron = await findElectron({ forTests: false });
  if ('reason' in electron) return electron;
  const missing = await provideSystemLibraries({ electron: electron.executablePath });
  return missing.length > 0 ? { reason: missing.join(' ') } : electron;
}

function running(child: ChildProcess): DeskProcess {
  const ended = once(child, 'exit');
  return {
    ended,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
