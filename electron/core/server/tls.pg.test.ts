import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { localhostCertificate, localhostPair } from '../../../sync-server/testing/localhost-pair.ts';
import { testPassword } from '../../../sync-server/testing/made.ts';
import { buildTestServer, type TestServer } from '../../../sync-server/testing/server.ts';
import { TestWindow } from '../testing/test-window.ts';

// A server with a certificate of its own, over real TLS, and a desk.

const pair = localhostPair();
const usuallyTrusted = getCACertificates('default');

let server: TestServer;
let serverUrl: string;
let window: TestWindow;
beforeAll(async () => {
  server = await buildTestServer(pair);
  serverUrl = await server.app.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(async () => {
  await server.close();
  rmSync(dirname(pair.TLS_CERT), { recursive: true });
});
beforeEach(async () => {
  window = await TestWindow.open();
});
afterEach(async () => {
  setDefaultCACertificates(usuallyTrusted);
  await window.discard();
});

const login = () => {
  const { slug: tenant, staff } = server.library;
  return { serverUrl, tenant, number: staff.admin.number, password: testPassword };
};

it('a desk is not set up with a server whose certificate nobody here trusts, and says so', async () => {
  expect(await window.call('desk.listBranches', login())).toMatchObject({
    kind: 'offline',
    sentence: expect.stringMatching(/certificate is not trusted/),
  });
});

it('a desk that trusts it is set up, signs somebody in, and follows its branch', async () => {
  setDefaultCACertificates([...usuallyTrusted, localhostCertificate]);
  const branchId = server.library.branches.main.id;
  const order = { ...login(), branchId, name: 'A desk over TLS' };
  expect(await window.call('desk.enrol', order)).toMatchObject({ kind: 'done' });
  await window.until(({ connection, cache }) => connection.kind === 'live' && cache.kind === 'ready');
  const { number, password } = login();
  expect(await window.call('session.signIn', { number, password })).toMatchObject({ kind: 'done' });
});

it('nobody gets an answer without TLS where there is a certificate', async () => {
  await expect(fetch(serverUrl.replace('https:', 'http:'))).rejects.toThrow();
});

it.runIf(process.platform === 'linux')('a desk trusts what its computer trusts', async () => {
  const trusting = JSON.stringify(join(import.meta.dirname, 'trusted-certificates.ts'));
  const ask = `fetch('${serverUrl}/healthz').then((answer) => answer.text(), ({ cause }) => cause.code).then(console.log)`;
  const said = (script: string) => {
    // Where OpenSSL looks for what a computer trusts.
    const env = { ...process.env, SSL_CERT_FILE: pair.TLS_CERT, SSL_CERT_DIR: '/nowhere' };
    return text(spawn(process.execPath, ['--input-type=module', '-e', script], { env }).stdout);
  };
  expect(
    await said(`import { trustWhatTheComputerTrusts } from ${trusting}; trustWhatTheComputerTrusts(); ${ask}`),
  ).toBe('{"alive":true}\n');
  expect(await said(ask)).toContain('SELF_SIGNED');
  for (const main of ['../main.ts', '../../browser/main.ts'])
    expect(readFileSync(join(import.meta.dirname, main), 'utf8')).toMatch(/^trustWhatTheComputerTrusts\(\);$/m);
});
