// Electron's main process: opens a window and starts the core, and keeps both to their places. No work is done here.
import { join } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import { deskFolder } from '../core/settings/desk-folder.ts';
import { type Environment, readEnvironment } from '../core/settings/environment.ts';
import { registerAppScheme, setupAppProtocol } from './app-protocol.ts';
import { bundled, setupCore } from './core.ts';
import type { CoreProcess } from './core-process.ts';
import { setupLockdown } from './lockdown.ts';
import { setupMenu } from './menu.ts';
import { openWindow } from './window.ts';

const environment = readEnvironment(process.env);
if ('sentence' in environment) {
  dialog.showErrorBox('Carrel', environment.sentence);
  app.exit(1);
} else {
  void main(environment);
}

async function main(environment: Environment): Promise<void> {
  const folder = deskFolder(environment);
  // Chromium's own files lie beside the desk's; two desks of one computer are told apart by their folders.
  app.setPath('userData', join(folder, 'window'));
  registerAppScheme();
  if (!app.requestSingleInstanceLock()) return app.quit();

  await app.whenReady();
  setupLockdown();
  setupMenu();
  setupAppProtocol(bundled.page);
  const core = setupCore(bundled.core, folder);
  const window = openWindow(bundled.preload, folder);
  setupLeaving(core, window);
}

/** A second start shows the first one's window; closing the window ends the app, once the core has closed its files. */
function setupLeaving(core: CoreProcess, window: BrowserWindow): void {
  let isCoreStopped = false;
  app.on('second-instance', () => {
    if (window.isDestroyed()) return;
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    if (isCoreStopped) return;
    event.preventDefault();
    void core.stop().then(() => {
      isCoreStopped = true;
      app.quit();
    });
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());
}
