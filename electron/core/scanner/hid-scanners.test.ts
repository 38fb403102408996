import { afterEach, describe, expect, it } from 'vitest';
import type { ScannerStatus } from '#shared/contract/scan.ts';
import { createFakeHid, type FakeDevice } from './fake-hid.ts';
import { type HidPosLayout, hidPosReports } from './hid-pos-reports.ts';
import { HidScanners, type HidScannersOptions } from './hid-scanners.ts';

const honeywell: FakeDevice = {
  path: '/dev/hidraw0',
  vendorId: 0x0c2e,
  productId: 0x0b6a,
  manufacturer: 'Honeywell',
  product: 'Voyager 1400g',
  usagePage: 0x8c,
  usage: 2,
};
const zebra: FakeDevice = {
  ...honeywell,
  path: '/dev/hidraw4',
  vendorId: 0x05e0,
  productId: 0x2100,
  product: 'DS4308',
};

const running: HidScanners[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((scanners) => scanners.stop()));
});

/** A desk with a fake port that looks for scanners every few ms. */
function deskWith(...devices: FakeDevice[]) {
  const hid = createFakeHid();
  for (const device of devices) hid.plug(device);
  const codes: string[] = [];
  const statuses: ScannerStatus[] = [];
  const desk = start({
    loadHid: async () => hid,
    onCode: ({ raw, deviceName }) => codes.push(`${deviceName}: ${raw}`),
    onStatus: (status) => statuses.push(status),
  });
  const states = () => statuses.at(-1)?.devices.map(({ id, state }) => `${id} ${state}`);
  const scan = (device: FakeDevice, text: string, maker: HidPosLayout = 'honeywell') => {
    for (const report of hidPosReports(maker, ']C0', text)) hid.report(device.path, report);
  };
  return { hid, codes, statuses, desk, states, scan };
}

function start(options: Pick<HidScannersOptions, 'loadHid' | 'onCode' | 'onStatus'>): HidScanners {
  const scanners = new HidScanners({ ...options, nowMs: Date.now, platform: 'linux', lookEveryMs: 5 });
  running.push(scanners);
  scanners.start();
  return scanners;
}

describe('scanners at a desk', () => {
  it('are heard, several at once, each in its own layout', async () => {
    const { codes, scan, statuses } = deskWith(honeywell, zebra);
    scan(honeywell, '30234000517861');
    scan(zebra, '23529001000463', 'zebra');
    await expect.poll(() => codes).toHaveLength(2);
    expect(codes.toSorted()).toEqual(['Honeywell Voyager 1400g: ]C030234000517861', 'Zebra DS4308: ]C023529001000463']);
    expect(statuses.at(-1)).toEqual({
      support: 'ready',
      sentence: 'Ready: Honeywell Voyager 1400g, Zebra DS4308.',
      devices: [
        { id: '0c2e:0b6a#1', name: 'Honeywell Voyager 1400g', maker: 'Honeywell', state: 'ready' },
        { id: '05e0:2100#1', name: 'Zebra DS4308', maker: 'Zebra', state: 'ready' },
      ],
    });
  });

  it('give a long code whole, and two scanners’ parts do not mix', async () => {
    const { hid, codes } = deskWith(honeywell, zebra);
    const long = 'Lorem ipsum '.repeat(20);
    const other = 'dolor sit amet '.repeat(20);
    const [one, two] = [hidPosReports('honeywell', ']Q1', long), hidPosReports('zebra', ']Q1', other)];
    one.forEach((report, index) => {
      hid.report(honeywell.path, report);
      const between = two[index];
      if (between) hid.report(zebra.path, between);
    });
    for (const rest of two.slice(one.length)) hid.report(zebra.path, rest);
    await expect.poll(() => codes).toHaveLength(2);
    expect(codes.toSorted()).toEqual([`Honeywell Voyager 1400g: ]Q1${long}`, `Zebra DS4308: ]Q1${other}`]);
  });

  it('of Honeywell are told to send HID POS reports, others nothing', async () => {
    const { hid, states } = deskWith(honeywell, zebra);
    await expect.poll(() => states()).toHaveLength(2);
    expect(hid.featureReports(honeywell.path)).toEqual([[254, 1]]);
    expect(hid.featureReports(zebra.path)).toEqual([]);
  });
});

describe('plugging', () => {
  it('in: a scanner that comes later is heard', async () => {
    const { hid, codes, scan, statuses } = deskWith();
    await expect.poll(() => statuses.at(-1)?.sentence).toContain('No USB scanner found');
    hid.plug(honeywell);
    scan(honeywell, '30234000517861');
    await expect.poll(() => codes).toHaveLength(1);
  });

  it('out: it leaves the status, and the half of a code that it was reading is dropped', async () => {
    const { hid, codes, states, scan } = deskWith(honeywell);
    await expect.poll(() => states()).toEqual(['0c2e:0b6a#1 ready']);
    const [half] = hidPosReports('honeywell', ']C0', 'x'.repeat(100));
    if (half) hid.report(honeywell.path, half);
    hid.unplug(honeywell.path);
    await expect.poll(() => states()).toEqual([]);
    hid.plug(honeywell);
    scan(honeywell, '30234000517861');
    await expect.poll(() => codes).toEqual(['Honeywell Voyager 1400g: ]C030234000517861']);
  });

  it('out and in between two looks: it is opened again', async () => {
    const { hid, codes, states, scan } = deskWith(honeywell);
    await expect.poll(() => states()).toEqual(['0c2e:0b6a#1 ready']);
    hid.unplug(honeywell.path);
    hid.plug(honeywell);
    scan(honeywell, '30234000517861');
    await expect.poll(() => codes).toHaveLength(1);
    await expect.poll(() => states()).toEqual(['0c2e:0b6a#1 ready']);
  });

  it('two of one model: each has an id of its own', async () => {
    const { states } = deskWith(honeywell, { ...honeywell, path: '/dev/hidraw9' });
    await expect.poll(() => states()).toEqual(['0c2e:0b6a#1 ready', '0c2e:0b6a#2 ready']);
  });
});

describe('what goes wrong', () => {
  it('no permission: said with the rule to add, and mended by plugging in again', async () => {
    const { hid, statuses, states } = deskWith({ ...zebra, refuses: 'Permission denied' }, honeywell);
    await expect.poll(() => states()).toEqual(['05e0:2100#1 no_permission', '0c2e:0b6a#1 ready']);
    expect(statuses.at(-1)?.sentence).toBe('Ready: Honeywell Voyager 1400g. Not working: Zebra DS4308.');
    expect(statuses.at(-1)?.devices[0]?.hint).toContain('ATTRS{idVendor}=="05e0"');
    hid.plug(zebra);
    await expect.poll(() => states()).toEqual(['05e0:2100#1 ready', '0c2e:0b6a#1 ready']);
  });

  it('no libusb: said with the command to run, and mended without a restart', async () => {
    const hid = createFakeHid();
    const statuses: ScannerStatus[] = [];
    let installed = false;
    const list = hid.devicesAsync;
    hid.devicesAsync = async () => {
      if (!installed) throw new Error('libusb-1.0.so.0: cannot open shared object file: No such file or directory');
      return list();
    };
    start({ loadHid: async () => hid, onCode: () => {}, onStatus: (status) => statuses.push(status) });
    await expect.poll(() => statuses.at(-1)?.support).toBe('unavailable');
    expect(statuses.at(-1)?.sentence).toContain('sudo apt install libusb-1.0-0 libudev1');
    installed = true;
    await expect.poll(() => statuses.at(-1)?.support).toBe('ready');
  });

  it('node-hid itself cannot be loaded: said, and nothing is thrown', async () => {
    const statuses: ScannerStatus[] = [];
    start({
      loadHid: () => Promise.reject(new Error('Cannot find package node-hid')),
      onCode: () => {},
      onStatus: (status) => statuses.push(status),
    });
    await expect.poll(() => statuses.at(-1)).toMatchObject({ support: 'unavailable', devices: [] });
  });

  it('the same trouble at every look is told once', async () => {
    const { hid, statuses } = deskWith({ ...zebra, refuses: 'Permission denied' });
    let looks = 0;
    const list = hid.devicesAsync;
    hid.devicesAsync = () => {
      looks += 1;
      return list();
    };
    await expect.poll(() => looks).toBeGreaterThan(5);
    expect(statuses).toHaveLength(1);
  });

  it('a list with nonsense in it: the scanners in it are found', async () => {
    const hid = createFakeHid();
    const statuses: ScannerStatus[] = [];
    hid.plug(honeywell);
    const list = hid.devicesAsync;
    hid.devicesAsync = async () => [{ vendorId: 'none' }, null, ...((await list()) as unknown[])];
    start({ loadHid: async () => hid, onCode: () => {}, onStatus: (status) => statuses.push(status) });
    await expect.poll(() => statuses.at(-1)?.devices).toHaveLength(1);
  });

  it('a report that is no scan: nothing is heard', async () => {
    const { hid, codes, scan } = deskWith(honeywell);
    hid.report(honeywell.path, Uint8Array.from([2, 0, 0, 0]));
    scan(honeywell, '30234000517861');
    await expect.poll(() => codes).toEqual(['Honeywell Voyager 1400g: ]C030234000517861']);
  });
});

it('stops: no code and no status comes afterwards', async () => {
  const { hid, desk, codes, statuses, states, scan } = deskWith(honeywell);
  await expect.poll(() => states()).toHaveLength(1);
  await desk.stop();
  const told = statuses.length;
  scan(honeywell, '30234000517861');
  hid.unplug(honeywell.path);
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(codes).toEqual([]);
  expect(statuses).toHaveLength(told);
});
