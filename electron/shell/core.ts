import { join } from 'node:path';
import { app, ipcMain } from 'electron';
import { sealedKeyStore } from '../core/settings/sealed-key-store.ts';
import { notServed, type ToCore, type ToShell } from '../core/shell-messages.ts';
import { isOurPage } from './app-protocol.ts';
import { CoreProcess } from './core-process.ts';
import { ipc } from './ipc.ts';
import { printerNames, printHtml } from './printing.ts';
import { systemKeyring } from './secrets.ts';

/** Starts the core and hands its lines to the windows that ask for one. */
export function setupCore(file: string, folder: string): CoreProcess {
  const keys = sealedKeyStore(folder, systemKeyring);
  const core = new CoreProcess({
    file,
    start: async () => {
      const { key, notice } = await keys.read();
      const { isPackaged: packaged } = app;
      return { kind: 'start', folder, version: app.getVersion(), packaged, key, keyNotice: notice };
    },
    serve: (asked) =>
      serve(asked).catch((error: unknown) => {
        console.error('What the core asked for could not be done.', error);
        return notServed(asked);
      }),
  });

  async function serve(asked: ToShell): Promise<ToCore> {
    if (asked.kind === 'keepKey') return { kind: 'keyKept', id: asked.id, notice: await keys.write(asked.key) };
    if (asked.kind === 'listPrinters') return { kind: 'printers', id: asked.id, names: await printerNames() };
    return { kind: 'printed', id: asked.id, ...(await printHtml(asked)) };
  }

  ipcMain.on(ipc.portWanted, ({ sender, senderFrame }) => {
    // Only the desk's own page, and no frame within it, gets a line.
    if (senderFrame && senderFrame === sender.mainFrame && isOurPage(senderFrame.url)) core.connect(sender);
  });
  void core.start();
  return core;
}

/** The files beside the bundled main process, and the window's, as build/bundle.ts lays them. */
export const bundled = {
  core: join(import.meta.dirname, 'core.js'),
  preload: join(import.meta.dirname, 'preload.cjs'),
  page: join(import.meta.dirname, '..', '..', 'renderer', 'dist'),
};
