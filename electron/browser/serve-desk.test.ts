import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createBridgeHost, type Tasks } from '../core/bridge-host.ts';
import { type ServedDesk, serveDesk } from './serve-desk.ts';

let folder: string;
let desk: ServedDesk;
let host: ReturnType<typeof createBridgeHost>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'carrel-browser-'));
  writeFileSync(join(folder, 'index.html'), '<title>Carrel</title>');
  const tasks: Partial<Tasks> = {
    'session.touch': () => ({}),
    'stocktakes.load': ({ text }) => ({ kind: 'not_kept', sentence: `${text.length} characters` }),
  };
  host = createBridgeHost(Promise.resolve(tasks as Tasks));
  desk = await serveDesk(host, folder, 0);
});
afterEach(async () => {
  await desk.close();
  rmSync(folder, { recursive: true, force: true });
});

type Way = { path?: string; token?: string | null; origin?: string; hostName?: string; cookie?: string };
const token = () => new URLSearchParams(new URL(desk.address).hash.slice(1)).get('token') ?? '';

/** Opens a line as a browser would; answers the socket with its cookie, or the status of the refusal. */
function open({ path = '/bridge', token, origin, hostName, cookie }: Way = {}) {
  const own = `127.0.0.1:${desk.port}`;
  const query = token ? `?token=${token}` : '';
  const socket = new WebSocket(`ws://${own}${path}${query}`, {
    origin: origin ?? `http://${own}`,
    headers: { host: hostName ?? own, ...(cookie ? { cookie } : {}) },
  });
  return new Promise<{ socket: WebSocket; cookie: string } | number>((resolve) => {
    let given = '';
    socket.on('upgrade', (response) => {
      given = response.headers['set-cookie']?.[0] ?? '';
    });
    socket.on('open', () => resolve({ socket, cookie: given }));
    socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0));
    socket.on('error', () => resolve(0));
  });
}

async function opened(way: Way) {
  const line = await open(way);
  if (typeof line === 'number') throw new Error(`refused with ${line}`);
  return line;
}

const nextMessage = (socket: WebSocket) =>
  new Promise<unknown>((resolve) => socket.once('message', (data) => resolve(JSON.parse(data.toString()))));

describe('the line from a browser', () => {
  it('opens with the token of the address and answers calls', async () => {
    const { socket } = await opened({ token: token() });
    socket.send(JSON.stringify({ id: 1, call: 'session.touch', input: {} }));
    expect(await nextMessage(socket)).toEqual({ id: 1, ok: true, output: {} });
  });

  it('brings what the desk tells unasked', async () => {
    const { socket } = await opened({ token: token() });
    const message = nextMessage(socket);
    host.emit({ event: 'catalogChanged', payload: { at: '2026-11-22T09:00:00.000Z' } });
    expect(await message).toMatchObject({ event: 'catalogChanged' });
  });

  it.each<[string, (way: { port: number; token: string }) => Way]>([
    ['without a token', () => ({})],
    ['with a wrong token', ({ token }) => ({ token: `${token.slice(1)}x` })],
    ['from another page', ({ token }) => ({ token, origin: 'https://evil.example' })],
    ['from another program of this machine', ({ token }) => ({ token, origin: 'http://127.0.0.1:1' })],
    ['from no page at all', ({ token }) => ({ token, origin: 'null' })],
    [
      'under a name that was bent to this machine',
      ({ token, port }) => ({ token, hostName: `evil.example:${port}`, origin: `http://evil.example:${port}` }),
    ],
    ['at another path', ({ token }) => ({ token, path: '/elsewhere' })],
    ['with a made-up cookie', ({ port }) => ({ cookie: `carrel-${port}=${'A'.repeat(43)}` })],
  ])('is refused %s', async (_, way) => {
    expect(await open(way({ port: desk.port, token: token() }))).toBe(403);
    // And the token was not spent by the attempt.
    expect(typeof (await open({ token: token() }))).toBe('object');
  });

  it('does not open twice with the same token', async () => {
    await opened({ token: token() });
    expect(await open({ token: token() })).toBe(403);
  });

  it('opens again for the same browser, by its cookie, also with the spent token in the address', async () => {
    const { cookie, socket } = await opened({ token: token() });
    expect(cookie).toMatch(/HttpOnly; SameSite=Strict/);
    socket.terminate();
    const [pair] = cookie.split(';');
    expect(typeof (await open({ cookie: `theme=dark; ${pair}` }))).toBe('object');
    expect(typeof (await open({ cookie: pair ?? '', token: token() }))).toBe('object');
  });

  it('takes a file of a handheld that is as large as any may be', async () => {
    const { socket } = await opened({ token: token() });
    const file = { name: 'scans.txt', text: '33191000105864\n'.repeat(333_333) };
    socket.send(JSON.stringify({ id: 3, call: 'stocktakes.load', input: file }));
    const output = { kind: 'not_kept', sentence: `${file.text.length} characters` };
    expect(await nextMessage(socket)).toEqual({ id: 3, ok: true, output });
  });

  it('outlives a message that makes no sense, and ends at one that is far too long', async () => {
    const { socket } = await opened({ token: token() });
    for (const nonsense of ['{', '[]', 'null', '{"id":1}', '"constructor"']) socket.send(nonsense);
    socket.send(Buffer.from([0, 1, 2]));
    socket.send(JSON.stringify({ id: 2, call: 'session.touch', input: {} }));
    expect(await nextMessage(socket)).toMatchObject({ id: 2, ok: true });
    const closed = new Promise((resolve) => socket.on('close', resolve));
    socket.send('x'.repeat(33_000_000));
    expect(await closed).toBe(1009);
  });
});

describe('the page for a browser', () => {
  /** Raw, because fetch would not send another Host header. */
  const get = (path: string, hostName = `127.0.0.1:${desk.port}`, method = 'GET') =>
    new Promise<{ status: number; policy: string; guessing: string }>((resolve) => {
      request({ host: '127.0.0.1', port: desk.port, path, method, headers: { host: hostName } }, (response) => {
        response.resume();
        resolve({
          status: response.statusCode ?? 0,
          policy: String(response.headers['content-security-policy'] ?? ''),
          guessing: String(response.headers['x-content-type-options'] ?? ''),
        });
      }).end();
    });

  it('is served under the same policy as in Electron, with a line to its own core only', async () => {
    const { status, policy } = await get('/');
    expect(status).toBe(200);
    expect(policy).toContain(`connect-src 'self' ws://127.0.0.1:${desk.port} ws://localhost:${desk.port}`);
  });

  it('bears its headers whatever the answer is', async () => {
    const answers = [
      await get('/'),
      await get('/nowhere.js'),
      await get('/', 'evil.example'),
      await get('/', undefined, 'POST'),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 404, 421, 405]);
    for (const answer of answers) {
      expect(answer.policy).toContain("default-src 'none'");
      expect(answer.guessing).toBe('nosniff');
    }
  });

  it('is served to this machine’s own names only', async () => {
    expect((await get('/', 'evil.example')).status).toBe(421);
    expect((await get('/', `localhost:${desk.port}`)).status).toBe(200);
  });

  it('is not upset by an address that is none', async () => {
    for (const path of ['//', '/%', '/\\..\\x', '//evil.example:99999/']) expect((await get(path)).status).toBe(404);
    expect(await open({ path: '//', token: token() })).toBe(403);
  });

  it('takes nothing in', async () => {
    expect((await get('/', undefined, 'POST')).status).toBe(405);
  });
});
