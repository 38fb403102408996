import { protocol } from 'electron';
import { contentSecurityPolicy, pageFiles } from '../core/page/page-files.ts';

const scheme = 'carrel';
export const pageAddress = `${scheme}://desk/`;

/** Before the app is ready: the page's scheme is a secure origin of its own, as https would be. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme, privileges: { standard: true, secure: true } }]);
}

/** Serves the window's built files under `carrel://desk/`; there is no other place that a window can load from. */
export function setupAppProtocol(pageFolder: string): void {
  const page = pageFiles(pageFolder, contentSecurityPolicy());
  protocol.handle(scheme, async ({ url, method }) => {
    const { host, pathname } = new URL(url);
    if (host !== 'desk' || method !== 'GET') return new Response(null, { status: 404 });
    const { status, headers, body } = await page(pathname);
    return new Response(typeof body === 'string' ? body : new Uint8Array(body), { status, headers });
  });
}

/** Whether an address is the desk's own page. */
export const isOurPage = (url: string) => url.startsWith(pageAddress);
