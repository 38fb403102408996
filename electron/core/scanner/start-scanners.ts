import type { BarcodePatterns, ScanEvent, ScannerStatus, ScanSource } from '#shared/contract/scan.ts';
import { type HidPort, loadNodeHid } from './hid-port.ts';
import { HidScanners } from './hid-scanners.ts';
import { ScanPipeline } from './scan-pipeline.ts';

export type StartScannersOptions = {
  patterns: BarcodePatterns;
  onScan: (scan: ScanEvent) => void;
  onStatus: (status: ScannerStatus) => void;
  /** In place of node-hid, for tests in the same process. */
  hid?: HidPort | undefined;
  /** The variable CARREL_FAKE_HID: where tests in another process drive a fake port. */
  fakeHidAddress?: string | undefined;
  /** An installed Carrel takes scans from no socket; true unless the caller knows better. */
  packaged?: boolean;
  now?: () => Date;
  platform?: NodeJS.Platform;
  lookEveryMs?: number;
};

export type Scanners = {
  /** What was not read over USB: by a scanner that types, by hand, from a file. The scan also goes to `onScan`. */
  accept(input: { raw: string; source: Exclude<ScanSource, 'hid'> }): ScanEvent | undefined;
  setPatterns(patterns: BarcodePatterns): void;
  setCounting(counting: boolean): void;
  /** Closes every device; no scan and no status comes afterwards. */
  stop(): Promise<void>;
};

/**
 * Starts hearing scanners: every source ends in one pipeline and one `onScan`. Never throws; a machine where USB
 * scanners cannot be used says why through `onStatus`, and what is typed is still accepted.
 */
export function startScanners(options: StartScannersOptions): Scanners {
  const { now = () => new Date(), platform = process.platform } = options;
  const pipeline = new ScanPipeline(options.patterns, now);
  const port = choosePort(options);
  let stopped = false;

  function accept(input: Parameters<ScanPipeline['accept']>[0]): ScanEvent | undefined {
    const scan = stopped ? undefined : pipeline.accept(input);
    if (scan) options.onScan(scan);
    return scan;
  }

  const hidScanners = new HidScanners({
    loadHid: port.load,
    onCode: ({ raw, deviceName }) => void accept({ raw, deviceName, source: 'hid' }),
    onStatus: options.onStatus,
    nowMs: () => now().getTime(),
    platform,
    lookEveryMs: options.lookEveryMs,
  });
  hidScanners.start();

  return {
    accept,
    setPatterns: (patterns) => pipeline.setPatterns(patterns),
    setCounting: (counting) => pipeline.setCounting(counting),
    async stop() {
      stopped = true;
      await hidScanners.stop();
      await port.close();
    },
  };
}

type ChosenPort = { load: () => Promise<HidPort>; close: () => Promise<void> };

function choosePort({ hid, fakeHidAddress, packaged = true }: StartScannersOptions): ChosenPort {
  const nothingToClose = async () => {};
  if (hid) return { load: async () => hid, close: nothingToClose };
  if (!fakeHidAddress) return { load: loadNodeHid, close: nothingToClose };
  if (packaged) return { load: refuseFake, close: nothingToClose };
  return fakePort(fakeHidAddress);
}

async function refuseFake(): Promise<never> {
  throw new Error('CARREL_FAKE_HID is for tests only; unset it and start Carrel again');
}

function fakePort(address: string): ChosenPort {
  let close = async () => {};
  return {
    async load() {
      // Imported here so that what only tests use is never loaded at a real desk.
      const { listenFakeHid } = await import('./fake-hid-socket.ts');
      const fake = await listenFakeHid(address);
      close = fake.close;
      return fake.hid;
    },
    close: () => close(),
  };
}
