import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contentSecurityPolicy, pageFiles } from './page-files.ts';

let outer: string;
let serve: ReturnType<typeof pageFiles>;

beforeAll(() => {
  outer = mkdtempSync(join(tmpdir(), 'carrel-page-'));
  writeFileSync(join(outer, 'secret.json'), '{"secret":true}');
  const folder = mkdtempSync(join(outer, 'dist-'));
  writeFileSync(join(folder, 'index.html'), '<title>Carrel</title>');
  writeFileSync(join(folder, 'app.js'), 'export {}');
  writeFileSync(join(folder, 'notes.exe'), 'MZ');
  serve = pageFiles(folder, contentSecurityPolicy());
});
afterAll(() => rmSync(outer, { recursive: true, force: true }));

describe('the window’s files', () => {
  it('are served with their type and the page’s policy', async () => {
    for (const path of ['/', '/index.html', '/app.js']) {
      const { status, headers } = await serve(path);
      expect(status).toBe(200);
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(headers['content-type']).toMatch(/^text\//);
    }
  });

  it.each([
    '/nothing.js',
    '/notes.exe',
    '/../secret.json',
    '/..%2fsecret.json',
    '/%2e%2e/secret.json',
    '/%',
    '/a%00.js',
  ])('end at their folder: %s is not there', async (path) => {
    expect((await serve(path)).status).toBe(404);
  });

  it('never give away anything else, whatever is asked', async () => {
    const part = fc.constantFrom('..', '%2e%2e', '/', '\\', '%2f', '%5c', 'secret.json', '.', '%00', 'dist');
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 8 }), async (parts) => {
        const { body } = await serve(`/${parts.join('')}`);
        expect(String(body)).not.toContain('secret');
      }),
    );
  });

  it('let scripts come from nowhere else', () => {
    const policy = contentSecurityPolicy(['ws://127.0.0.1:1']);
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("connect-src 'self' ws://127.0.0.1:1;");
    expect(policy).not.toContain('unsafe-eval');
  });
});
