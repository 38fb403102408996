import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';

type PageAnswer = { status: number; headers: Record<string, string>; body: Buffer | string };

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wav': 'audio/wav',
  '.mp3': 'audio/mpeg',
  '.map': 'application/json; charset=utf-8',
};

/**
 * What the window may load and do: its own files, pictures that are drawn on the spot, and a line to its own core.
 * `connect` are the addresses of that line, for browsers that do not count a WebSocket as the page's own.
 * https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Content-Security-Policy
 */
export function contentSecurityPolicy(connect: string[] = []): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src ${["'self'", ...connect].join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ');
}

/** Serves the window's built files, with the same headers in Electron and in browser mode. */
export function pageFiles(folder: string, policy: string) {
  const headers = {
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-cache',
  };

  return async (path: string): Promise<PageAnswer> => {
    const file = fileOf(folder, path);
    const type = file && types[extname(file)];
    if (!file || !type) return { status: 404, headers, body: 'There is nothing here.' };
    try {
      return { status: 200, headers: { ...headers, 'content-type': type }, body: await readFile(file) };
    } catch {
      // The page is asked for by name only; what is not there was never built.
      return { status: 404, headers, body: 'There is nothing here.' };
    }
  };
}

/** The file that a path means; null for one that leads out of the folder. */
function fileOf(folder: string, path: string): string | null {
  try {
    const asked = normalize(decodeURIComponent(path === '/' ? '/index.html' : path));
    const file = join(folder, asked);
    return file.startsWith(folder + sep) && !asked.includes('\0') ? file : null;
  } catch {
    return null;
  }
}
