import { EventEmitter } from 'node:events';
import type { HidConnection, HidDevice, HidPort } from './hid-port.ts';

export type FakeDevice = Omit<HidDevice, 'path'> & {
  path: string;
  /** The system's words when the device may not be opened, e.g. `Permission denied`. */
  refuses?: string | undefined;
};

/** A port behind which tests plug scanners in, pull them out and let them read, in place of node-hid. */
export type FakeHid = HidPort & {
  plug(device: FakeDevice): void;
  /** As with the real one: the open device's next read fails. */
  unplug(path: string): void;
  /** Sends a report as soon as the device is open: a real scanner waits for its host, too. */
  report(path: string, report: Uint8Array): void;
  /** Feature reports that were sent to the device. */
  featureReports(path: string): number[][];
};

type PluggedFake = {
  device: FakeDevice;
  line: EventEmitter | undefined;
  waiting: Uint8Array[];
  featureReports: number[][];
};

export function createFakeHid(): FakeHid {
  const plugged = new Map<string, PluggedFake>();

  function find(path: string): PluggedFake {
    const fake = plugged.get(path);
    if (!fake) throw new Error(`No device is plugged in at ${path}.`);
    return fake;
  }

  return {
    devicesAsync: async () => [...plugged.values()].map(({ device: { refuses: _, ...listed } }) => listed),
    HIDAsync: { open: async (path) => open(find(path)) },
    plug(device) {
      plugged.set(device.path, { device, line: undefined, waiting: [], featureReports: [] });
    },
    unplug(path) {
      const { line } = find(path);
      plugged.delete(path);
      line?.emit('error', new Error('could not read from HID device'));
    },
    report(path, report) {
      const { line, waiting } = find(path);
      if (line && line.listenerCount('data') > 0) line.emit('data', report);
      else waiting.push(report);
    },
    featureReports: (path) => find(path).featureReports,
  };
}

function open(fake: PluggedFake): HidConnection {
  const { path, refuses } = fake.device;
  if (refuses) throw new Error(`cannot open device with path ${path}: ${refuses}`);
  const line = new EventEmitter();
  fake.line = line;
  line.on('newListener', (event) => {
    if (event === 'data') setImmediate(() => flush(fake));
  });
  return Object.assign(line, {
    async sendFeatureReport(report: number[]) {
      fake.featureReports.push(report);
      return report.length;
    },
    async close() {
      line.removeAllListeners();
      if (fake.line === line) fake.line = undefined;
    },
  });
}

function flush(fake: PluggedFake): void {
  for (const report of fake.waiting.splice(0)) fake.line?.emit('data', report);
}
