import { describe, expect, it } from 'vitest';
import type { ScannerDevice } from '#shared/contract/scan.ts';
import type { HidDevice } from './hid-port.ts';
import { openProblem, scannersSentence, supportProblem } from './scanner-problems.ts';

const zebra: HidDevice = { path: '/dev/hidraw0', vendorId: 0x05e0, productId: 0x2100, product: 'DS4308' };
const scanner = (change: Partial<ScannerDevice> = {}): ScannerDevice => ({
  id: '05e0:2100#1',
  name: 'Zebra DS4308',
  state: 'ready',
  ...change,
});

describe('where USB scanners cannot be used at all', () => {
  it('names the missing library and the command that brings it', () => {
    const missing = new Error('libusb-1.0.so.0: cannot open shared object file: No such file or directory');
    expect(supportProblem(missing, 'linux')).toBe(
      'USB scanners cannot be used: this computer has no libusb-1.0.so.0. Run "sudo apt install libusb-1.0-0 libudev1"; Carrel finds it by itself. Scanners that type like a keyboard work all the same.',
    );
  });

  it('passes on any other reason, its first line only', () => {
    expect(supportProblem(new Error('No native build was found\n  at load'), 'win32')).toContain(
      'cannot be used: No native build was found. Scanners that type',
    );
    expect(supportProblem(new Error(''), 'linux')).toContain('no reason was given');
  });
});

describe('a scanner that cannot be opened', () => {
  it('for want of permission on Linux: the rule for this maker, on hidraw', () => {
    const problem = openProblem(new Error('cannot open device: Permission denied'), zebra, 'linux');
    expect(problem.state).toBe('no_permission');
    expect(problem.hint).toContain('KERNEL=="hidraw*", ATTRS{idVendor}=="05e0", TAG+="uaccess"');
    expect(problem.hint).toContain('plug the scanner in again');
  });

  it('for want of permission on a Mac: where to allow it', () => {
    const problem = openProblem(new Error('hid_open_path: failed to open (0xE00002E2) not permitted'), zebra, 'darwin');
    expect(problem).toMatchObject({ state: 'no_permission', hint: expect.stringContaining('Input Monitoring') });
  });

  it.each<[string, NodeJS.Platform]>([
    ['Device or resource busy', 'linux'],
    ['exclusive access and device already open (0xE00002C5)', 'darwin'],
    ['CreateFile: (0x00000005) Access is denied.', 'win32'],
  ])('because another program has it: %s', (message, platform) => {
    const problem = openProblem(new Error(message), zebra, platform);
    expect(problem).toMatchObject({ state: 'failed', hint: expect.stringContaining('Another program') });
  });

  it('for any other reason: the reason', () => {
    expect(openProblem(new Error('No such device'), zebra, 'linux').hint).toContain('(No such device)');
  });
});

describe('the sentence of the status bar', () => {
  const none = { devices: [], typing: [], unreadable: [] };

  it.each([
    ['no scanner', none, 'No USB scanner found. Scanners that type like a keyboard work all the same.'],
    ['one ready', { ...none, devices: [scanner()] }, 'Ready: Zebra DS4308.'],
    [
      'one ready and one not',
      { ...none, devices: [scanner(), scanner({ name: 'Newland FM430', state: 'no_permission' })] },
      'Ready: Zebra DS4308. Not working: Newland FM430.',
    ],
    [
      'one that types',
      { ...none, typing: ['Zebra LS2208'] },
      'Zebra LS2208 types like a keyboard, which works; its USB HID POS mode (see its manual) is surer.',
    ],
    [
      'one in a mode of its maker',
      { ...none, unreadable: ['Zebra DS4308'] },
      'Zebra DS4308 is in a mode that Carrel cannot read: set it to USB HID POS or to keyboard, by its manual.',
    ],
  ])('with %s', (_what, seen, sentence) => {
    expect(scannersSentence(seen)).toBe(sentence);
  });
});
