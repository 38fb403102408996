import { BrowserWindow, session } from 'electron';
import type { Printed, PrintOrder } from '../core/surroundings.ts';

/** A session of its own in which nothing is fetched: a page to print carries all that is on it. */
const partition = 'printing';

/**
 * Prints a page. With a printer chosen it goes there without a word; otherwise the system's dialog asks.
 * `paper` only names the purpose: the page's own `@page` says its size.
 */
export async function printHtml({ html, paper, printer }: PrintOrder): Promise<Printed> {
  const window = hiddenWindow();
  try {
    await window.loadURL(`data:text/html;charset=utf-8,${encodeURIComponent(html)}`);
    const printers = await window.webContents.getPrintersAsync();
    if (printers.length === 0) return notPrinted('No printer is set up on this computer.');
    if (printer && !printers.some(({ name }) => name === printer)) {
      return notPrinted(`The ${paper === 'slip' ? 'slip' : 'page'} printer “${printer}” is not there.`);
    }
    return await print(window, printer);
  } finally {
    window.destroy();
  }
}

/** The names by which the system knows its printers. */
export async function printerNames(): Promise<string[]> {
  const window = hiddenWindow();
  try {
    return (await window.webContents.getPrintersAsync()).map(({ name }) => name);
  } finally {
    window.destroy();
  }
}

function hiddenWindow(): BrowserWindow {
  session.fromPartition(partition).webRequest.onBeforeRequest((request, decide) => {
    decide({ cancel: !request.url.startsWith('data:') });
  });
  return new BrowserWindow({
    show: false,
    webPreferences: { partition, sandbox: true, javascript: false, devTools: false },
  });
}

function print(window: BrowserWindow, printer: string | null): Promise<Printed> {
  const where = printer ? { silent: true, deviceName: printer } : { silent: false };
  return new Promise((resolve) => {
    window.webContents.print({ ...where, printBackground: false }, (isPrinted, reason) => {
      resolve(isPrinted ? { printed: true, sentence: null } : notPrinted(`Nothing was printed (${reason}).`));
    });
  });
}

const notPrinted = (sentence: string): Printed => ({ printed: false, sentence });
