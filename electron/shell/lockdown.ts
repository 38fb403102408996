import { app, session } from 'electron';
import { isOurPage } from './app-protocol.ts';

/**
 * A window shows the desk's own page and can do nothing that the page does not need
 * (electronjs.org/docs/latest/tutorial/security): no navigation, no other windows, no permissions, no remote
 * content, no download but of what the page itself wrote.
 */
export function setupLockdown(): void {
  app.on('web-contents-created', (_, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_, __, decide) => decide(false));
  defaultSession.setPermissionCheckHandler(() => false);
  defaultSession.setDevicePermissionHandler(() => false);
  defaultSession.on('will-download', (event, item) => {
    if (!isOurText(item.getURL())) event.preventDefault();
  });
  defaultSession.webRequest.onBeforeRequest((request, decide) => decide({ cancel: !isLocal(request.url) }));
  // Otherwise Chromium fetches dictionaries from its maker.
  defaultSession.setSpellCheckerEnabled(false);
}

/** A table that the page itself made, to be saved where somebody says. */
const isOurText = (url: string) => url.startsWith('blob:') && isOurPage(url.slice('blob:'.length));
const isLocal = (url: string) => isOurPage(url) || isOurText(url) || /^(data|devtools|chrome-extension):/.test(url);
