// What Electron, the virtual display and the USB scanner driver need of the system: found missing, installed when
// that is allowed, else named in words. Only Linux leaves this to the user; other systems bring all of it.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { nodeModules } from '../places.ts';
import { runQuietly } from './run-program.ts';
import { sayWhileWaiting } from './waiting.ts';

/** What is needed: Electron's program (its shared libraries are asked of it), and a display where there is none. */
export type SystemNeeds = { electron?: string; virtualDisplay?: boolean };

type Missing = { screen: string[]; usb: string[] };

/** Opened by Electron only when it runs, so the linker does not list it, nor Playwright, whose Chromium needs it not. */
const openedLater = { library: 'libgtk-3.so.0', debianPackage: 'libgtk-3-0' };

/** Installs what is missing if this is root on a system with apt. Answers sentences on what is missing still. */
export async function provideSystemLibraries(needs: SystemNeeds): Promise<string[]> {
  if (process.platform !== 'linux') return [];
  const missing = findMissing(needs);
  if (isEmpty(missing)) return [];
  if (process.getuid?.() !== 0 || !isOnPath('apt-get')) return inWords(missing);
  const complaint = await sayWhileWaiting('Installing system libraries with apt-get', install(missing));
  const left = inWords(findMissing(needs));
  return left.length > 0 && complaint ? [...left, `apt-get said: ${complaint}`] : left;
}

function findMissing({ electron, virtualDisplay = false }: SystemNeeds): Missing {
  const hidDriver = join(nodeModules, 'node-hid', 'prebuilds', `HID_hidraw-linux-${process.arch}`, 'node-napi-v4.node');
  return {
    screen: [
      ...(electron ? [...missingLibraries(electron), ...missingLater()] : []),
      ...(virtualDisplay && !process.env.DISPLAY && !isOnPath('Xvfb') ? ['Xvfb'] : []),
    ],
    usb: missingLibraries(hidDriver),
  };
}

/** Names of the shared libraries that the dynamic linker does not find for a program or library. */
function missingLibraries(file: string): string[] {
  const listing = spawnSync('ldd', [file], { encoding: 'utf8' }).stdout ?? '';
  return [...listing.matchAll(/^\s*(\S+) => not found/gm)].flatMap((match) => match[1] ?? []);
}

function missingLater(): string[] {
  const known = spawnSync('/sbin/ldconfig', ['-p'], { encoding: 'utf8' }).stdout;
  return !known || known.includes(openedLater.library) ? [] : [openedLater.library];
}

export function isOnPath(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
}

/** Returns what the package tools said if they failed; whether it matters shows when the libraries are looked for again. */
async function install(missing: Missing): Promise<string | undefined> {
  const apt = (...words: string[]) =>
    runQuietly('apt-get', words, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  const steps = [() => apt('update')];
  if (missing.screen.length > 0) {
    // Playwright knows each distribution's names of the packages that Chromium needs, and of Xvfb.
    steps.push(() =>
      runQuietly(process.execPath, [join(nodeModules, 'playwright', 'cli.js'), 'install-deps', 'chromium']),
    );
    steps.push(() => apt('install', '-y', openedLater.debianPackage));
  }
  if (missing.usb.length > 0) steps.push(() => apt('install', '-y', 'libusb-1.0-0', 'libudev1'));
  for (const step of steps) {
    const { code, output } = await step();
    if (code !== 0) return output.trim().split('\n').slice(-3).join(' ');
  }
}

function inWords({ screen, usb }: Missing): string[] {
  const sentences: string[] = [];
  if (screen.length > 0) {
    sentences.push(
      `Electron needs what this system does not have: ${screen.join(', ')}. ` +
        `On Debian and Ubuntu: sudo npx playwright install-deps chromium && sudo apt-get install ${openedLater.debianPackage}. ` +
        'Elsewhere: the packages with these names.',
    );
  }
  if (usb.length > 0) {
    sentences.push(
      `USB scanners (HID POS) need what this system does not have: ${usb.join(', ')}. ` +
        'On Debian and Ubuntu: sudo apt-get install libusb-1.0-0 libudev1. Keyboard scanners work without.',
    );
  }
  return sentences;
}

function isEmpty({ screen, usb }: Missing): boolean {
  return screen.length === 0 && usb.length === 0;
}
