import type { ScannerDevice } from '#shared/contract/scan.ts';
import type { HidConnection, HidDevice, HidPort } from './hid-port.ts';
import { readReport } from './hid-pos.ts';
import { type BegunCode, joinPart } from './long-code.ts';
import { HONEYWELL_VENDOR_ID, makerOf, scannerName } from './scanner-models.ts';
import { openProblem, STOPPED_ANSWERING } from './scanner-problems.ts';

/** One scanner in HID POS mode, from plugging in to unplugging, open or not. */
export type PluggedScanner = {
  /** Not the path, which changes at every plugging in and means nothing to people. */
  id: string;
  device: HidDevice;
  connection?: HidConnection;
  begun?: BegunCode | undefined;
  problem?: Pick<ScannerDevice, 'state' | 'hint'>;
};

export type ScannerListener = {
  onCode: (code: { raw: string; deviceName: string }) => void;
  /** The scanner stopped answering; `problem` says so already. */
  onLost: () => void;
  nowMs: () => number;
  platform: NodeJS.Platform;
};

/** Opens a scanner and listens to it. Never throws: what went wrong is then its `problem`. */
export async function connect(port: HidPort, scanner: PluggedScanner, listener: ScannerListener): Promise<void> {
  try {
    // nonExclusive only matters on macOS, where the system itself may hold the device.
    const connection = await port.HIDAsync.open(scanner.device.path, { nonExclusive: true });
    if (scanner.device.vendorId === HONEYWELL_VENDOR_ID) await switchHidPosOn(connection);
    scanner.connection = connection;
    delete scanner.problem;
    connection.on('error', () => lose(scanner, connection, listener));
    connection.on('data', (report) => receive(scanner, report, listener));
  } catch (error) {
    scanner.problem = openProblem(error, scanner.device, listener.platform);
  }
}

/** Forgets the half of a code, too: its rest cannot come from another plugging in. */
export async function disconnect(scanner: PluggedScanner): Promise<void> {
  const { connection } = scanner;
  delete scanner.connection;
  delete scanner.begun;
  try {
    await connection?.close();
  } catch {
    // It is gone already: nothing is left to close.
  }
}

export function describe({ id, device, problem }: PluggedScanner): ScannerDevice {
  const maker = makerOf(device);
  return { id, name: scannerName(device), ...(maker ? { maker } : {}), ...(problem ?? { state: 'ready' }) };
}

function receive(scanner: PluggedScanner, report: Uint8Array, listener: ScannerListener): void {
  const part = readReport(report);
  if (!part || !scanner.connection) return;
  const { begun, code } = joinPart(scanner.begun, part, listener.nowMs());
  scanner.begun = begun;
  if (code !== undefined) listener.onCode({ raw: code, deviceName: scannerName(scanner.device) });
}

/** node-hid has no event for unplugging: a read that fails is the sign of it. */
function lose(scanner: PluggedScanner, connection: HidConnection, listener: ScannerListener): void {
  if (scanner.connection !== connection) return;
  scanner.problem = STOPPED_ANSWERING;
  void disconnect(scanner);
  listener.onLost();
}

/** Feature report 254: `1` turns HID POS reports on (Honeywell). */
async function switchHidPosOn(connection: HidConnection): Promise<void> {
  try {
    await connection.sendFeatureReport([254, 1]);
  } catch {
    // A model without that report refuses it, and sends scans all the same.
  }
}
