import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { DEFAULT_BARCODE_PATTERNS, type ScanEvent, ScannerStatus } from '#shared/contract/scan.ts';
import { plugFakeScanner } from './fake-scanner.ts';
import { type Scanners, type StartScannersOptions, startScanners } from './start-scanners.ts';

const running: Scanners[] = [];
const folders: string[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((scanners) => scanners.stop()));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function desk(options: Partial<StartScannersOptions> = {}) {
  const scans: ScanEvent[] = [];
  const statuses: ScannerStatus[] = [];
  const scanners = startScanners({
    patterns: DEFAULT_BARCODE_PATTERNS,
    onScan: (scan) => scans.push(scan),
    onStatus: (status) => statuses.push(status),
    lookEveryMs: 10,
    ...options,
  });
  running.push(scanners);
  return { scanners, scans, statuses };
}

function socketPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'carrel-scanner-'));
  folders.push(folder);
  return join(folder, 'hid.sock');
}

async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return String(address.port);
}

async function leaveSocketOfKilledProcess(path: string): Promise<void> {
  const listen = "require('node:net').createServer().listen(process.argv[1], () => console.log('up'))";
  const child = spawn(process.execPath, ['-e', listen, path]);
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(existsSync(path)).toBe(true);
}

it('starts and stops with the real node-hid, whatever this machine has, and says which', async () => {
  const { statuses, scanners } = desk();
  await expect.poll(() => statuses).toHaveLength(1);
  const status = ScannerStatus.parse(statuses[0]);
  expect(status.sentence).toMatch(
    status.support === 'ready' ? /^(No USB scanner found|Ready|Not working)/ : /cannot be used: .+/,
  );
  expect(scanners.accept({ raw: '30234000517861', source: 'wedge' })?.kind).toBe('copy');
});

it('hears what is typed through the same pipeline', () => {
  const { scanners, scans } = desk();
  const scan = scanners.accept({ raw: '23529001000463', source: 'typed' });
  expect(scans).toEqual([scan]);
  expect(scan?.kind).toBe('member');
});

describe.skipIf(process.platform === 'win32')('a fake scanner over a socket', () => {
  it('is plugged in, read from, pulled out and plugged in again', async () => {
    const address = socketPath();
    const { scans, statuses } = desk({ fakeHidAddress: address, packaged: false });
    const scanner = await plugFakeScanner(address);
    await scanner.scan('30234000517861', ']F0');
    await expect.poll(() => scans).toHaveLength(1);
    expect(scans[0]).toMatchObject({
      source: 'hid',
      kind: 'copy',
      symbology: 'codabar',
      deviceName: 'Honeywell Voyager',
    });
    await scanner.unplug();
    await expect.poll(() => statuses.at(-1)?.devices).toEqual([]);
    await scanner.plugIn();
    await scanner.scan('23529001000463');
    await expect.poll(() => scans).toHaveLength(2);
    await scanner.unplug();
    await expect(scanner.unplug()).rejects.toThrow('No device is plugged in');
    scanner.close();
  });

  it('is heard at a TCP port, too, by two desks each at its own', async () => {
    const ports = [await freePort(), await freePort()];
    const desks = ports.map((port) => desk({ fakeHidAddress: port, packaged: false }));
    const [first, second] = await Promise.all(ports.map((port) => plugFakeScanner(port)));
    await first?.scan('30234000517861');
    await second?.scan('33191000105864');
    const heard = () => desks.map(({ scans }) => scans.map(({ text }) => text));
    await expect.poll(() => heard()).toEqual([['30234000517861'], ['33191000105864']]);
    first?.close();
    second?.close();
  });

  it('survives a desk that was killed and left its socket behind', async () => {
    const address = socketPath();
    await leaveSocketOfKilledProcess(address);
    const { scans } = desk({ fakeHidAddress: address, packaged: false });
    const scanner = await plugFakeScanner(address);
    await scanner.scan('30234000517861');
    await expect.poll(() => scans).toHaveLength(1);
    scanner.close();
  });

  it('answers a broken line with what is wrong with it', async () => {
    const address = socketPath();
    desk({ fakeHidAddress: address, packaged: false });
    (await plugFakeScanner(address)).close();
    const socket = createConnection(address);
    socket.write('{"report":"zz","device":"fake-scanner-1"}\n');
    const [answer] = await once(socket, 'data');
    socket.destroy();
    expect(String(answer)).toContain('bytes in hex');
  });

  it('is refused in an installed Carrel, in words', async () => {
    const address = socketPath();
    const { statuses } = desk({ fakeHidAddress: address });
    await expect.poll(() => statuses.at(-1)?.support).toBe('unavailable');
    expect(statuses.at(-1)?.sentence).toContain('CARREL_FAKE_HID is for tests only');
  });
});
