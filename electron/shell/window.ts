import { app, BrowserWindow } from 'electron';
import { pageAddress } from './app-protocol.ts';
import { rememberedPlace, rememberPlaceOf } from './window-place.ts';

/** Opens the desk's window: a sandboxed page that has nothing but its line to the core. */
export function openWindow(preload: string, folder: string): BrowserWindow {
  const { bounds, isMaximized } = rememberedPlace(folder);
  const window = new BrowserWindow({
    ...bounds,
    minWidth: 800,
    minHeight: 560,
    show: false,
    title: 'Carrel',
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      devTools: !app.isPackaged,
      // A scan is heard before anybody has clicked anywhere.
      autoplayPolicy: 'no-user-gesture-required',
    },
  });
  if (isMaximized) window.maximize();
  rememberPlaceOf(window, folder);
  window.once('ready-to-show', () => window.show());
  window.webContents.on('render-process-gone', (_, { reason }) => {
    console.error(`The window's page ended (${reason}); it is loaded again.`);
    // Also one that the system killed, for want of memory: a blank window is of no use to anybody.
    if (reason !== 'clean-exit' && !window.isDestroyed()) void load(window);
  });
  void load(window);
  return window;
}

async function load(window: BrowserWindow): Promise<void> {
  try {
    await window.loadURL(pageAddress);
  } catch (error) {
    // Closing the window while it loads also ends here.
    if (!window.isDestroyed()) console.error('The desk’s page could not be loaded.', error);
  }
}
