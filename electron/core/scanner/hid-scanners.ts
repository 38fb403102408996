import type { ScannerStatus } from '#shared/contract/scan.ts';
import { type HidDevice, type HidPort, readDeviceList } from './hid-port.ts';
import { connect, describe, disconnect, type PluggedScanner, type ScannerListener } from './plugged-scanner.ts';
import { hidPosScanners, modelOf, scannersInOtherModes } from './scanner-models.ts';
import { scannersSentence, supportProblem } from './scanner-problems.ts';

/** Listing devices costs up to hundreds of ms on some systems, and nobody minds a plug noticed after seconds. */
const LOOK_EVERY_MS = 3000;

export type HidScannersOptions = Omit<ScannerListener, 'onLost'> & {
  loadHid: () => Promise<HidPort>;
  onStatus: (status: ScannerStatus) => void;
  lookEveryMs?: number | undefined;
};

/**
 * Listens to every USB scanner in HID POS mode, as they come and go. Never throws: what is wrong is in the status, in
 * words, and is tried again at the next look.
 */
export class HidScanners {
  readonly #options: HidScannersOptions;
  readonly #plugged = new Map<string, PluggedScanner>();
  #hid: HidPort | undefined;
  #inOtherModes: ReturnType<typeof scannersInOtherModes> = { typing: [], unreadable: [] };
  #published = '';
  #stopped = false;
  #looking: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: HidScannersOptions) {
    this.#options = options;
  }

  start(): void {
    this.#looking = this.#look();
  }

  /** Closes every device; nothing is reported afterwards. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#looking;
    await Promise.all([...this.#plugged.values()].map(disconnect));
  }

  async #look(): Promise<void> {
    try {
      this.#hid ??= await this.#options.loadHid();
      const devices = readDeviceList(await this.#hid.devicesAsync());
      this.#inOtherModes = scannersInOtherModes(devices);
      await this.#follow(this.#hid, hidPosScanners(devices));
      this.#publishReady();
    } catch (error) {
      this.#publish('unavailable', supportProblem(error, this.#options.platform));
    }
    if (this.#stopped) return;
    this.#timer = setTimeout(() => this.start(), this.#options.lookEveryMs ?? LOOK_EVERY_MS).unref();
  }

  async #follow(port: HidPort, found: readonly HidDevice[]): Promise<void> {
    const paths = new Set(found.map((device) => device.path));
    for (const [path, scanner] of this.#plugged) {
      if (paths.has(path)) continue;
      this.#plugged.delete(path);
      await disconnect(scanner);
    }
    for (const device of found) {
      if (this.#stopped) return;
      const scanner = this.#plugged.get(device.path) ?? { id: this.#freeId(device), device };
      this.#plugged.set(device.path, scanner);
      if (scanner.connection) continue;
      await connect(port, scanner, { ...this.#options, onLost: () => this.#publishReady() });
    }
  }

  #freeId(device: HidDevice): string {
    const taken = new Set([...this.#plugged.values()].map((scanner) => scanner.id));
    let number = 1;
    while (taken.has(`${modelOf(device)}#${number}`)) number += 1;
    return `${modelOf(device)}#${number}`;
  }

  #publishReady(): void {
    const devices = [...this.#plugged.values()].map(describe);
    this.#publish('ready', scannersSentence({ devices, ...this.#inOtherModes }));
  }

  /** Only news: the same status is not told twice. */
  #publish(support: ScannerStatus['support'], sentence: string): void {
    const status = { support, sentence, devices: [...this.#plugged.values()].map(describe) };
    const news = JSON.stringify(status);
    if (this.#stopped || news === this.#published) return;
    this.#published = news;
    this.#options.onStatus(status);
  }
}
