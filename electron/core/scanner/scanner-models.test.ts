import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { HidDevice } from './hid-port.ts';
import { hex4, hidPosScanners, SCANNER_VENDORS, scannerName, scannersInOtherModes } from './scanner-models.ts';

const device = (change: Partial<HidDevice> = {}): HidDevice => ({
  path: '/dev/hidraw0',
  vendorId: 0x05e0,
  productId: 0x2100,
  manufacturer: 'Symbol Technologies, Inc',
  product: 'DS4308',
  usagePage: 0x8c,
  usage: 2,
  ...change,
});

describe('among all devices', () => {
  it('a scanner that is listed twice is taken once, by its barcode page', () => {
    const vendorPage = device({ path: '/dev/hidraw1', usagePage: 0xff8c });
    const second = device({ usage: 0x12 });
    expect(hidPosScanners([vendorPage, device(), second]).map(({ path }) => path)).toEqual(['/dev/hidraw0']);
    expect(scannersInOtherModes([vendorPage, device()])).toEqual({ typing: [], unreadable: [] });
  });

  it('two scanners of one model are two', () => {
    expect(hidPosScanners([device(), device({ path: '/dev/hidraw3' })])).toHaveLength(2);
  });

  it('a keyboard is none, and a scanner that types is named as such', () => {
    const keyboard = device({ vendorId: 0x046d, product: 'Keyboard', usagePage: 1, usage: 6 });
    const wedge = device({ productId: 0x1200, product: 'LS2208', usagePage: 1, usage: 6 });
    expect(hidPosScanners([keyboard, wedge])).toEqual([]);
    expect(scannersInOtherModes([keyboard, wedge])).toEqual({ typing: ['Zebra LS2208'], unreadable: [] });
  });

  it('a scanner in its maker’s own mode is named as unreadable', () => {
    const ibm = device({ productId: 0x1300, usagePage: 0xff45, usage: 0x4b00 });
    expect(scannersInOtherModes([ibm])).toEqual({ typing: [], unreadable: ['Zebra DS4308'] });
  });
});

describe('the name of a scanner', () => {
  it.each([
    ['its maker and product', device(), 'Zebra DS4308'],
    ['its maker once', device({ vendorId: 0x0c2e, product: 'Honeywell Voyager 1400g ' }), 'Honeywell Voyager 1400g'],
    ['its own word for its maker', device({ vendorId: 0x1234, manufacturer: 'Acme' }), 'Acme DS4308'],
    ['its numbers where it says nothing', device({ product: '' }), 'Zebra scanner 05e0:2100'],
  ])('is %s', (_what, named, name) => {
    expect(scannerName(named)).toBe(name);
  });
});

it('lets Linux open the scanners of every maker that is known here', () => {
  const rules = readFileSync(new URL('../../../build/linux/70-carrel-scanners.rules', import.meta.url), 'utf8');
  const allowed = [...rules.matchAll(/^ATTRS\{idVendor\}=="([0-9a-f]{4})", TAG\+="uaccess"$/gm)].map(([, id]) => id);
  expect(allowed.toSorted()).toEqual([...SCANNER_VENDORS.keys()].map(hex4).toSorted());
});
