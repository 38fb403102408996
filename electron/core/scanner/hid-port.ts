import { z } from 'zod';

/** Just what is used of an open device of node-hid (its `HIDAsync`), so that a fake can stand in for it. */
export type HidConnection = {
  on(event: 'data', listener: (report: Uint8Array) => void): unknown;
  on(event: 'error', listener: (error: unknown) => void): unknown;
  /** Byte 0 is the report id. */
  sendFeatureReport(report: number[]): Promise<number>;
  close(): Promise<void>;
};

/**
 * Just what is used of the module node-hid, whose own exports fit it. Only the asynchronous half: the synchronous one
 * holds a thread of libuv for each open device.
 */
export type HidPort = {
  devicesAsync(): Promise<unknown>;
  HIDAsync: { open(path: string, options: { nonExclusive: boolean }): Promise<HidConnection> };
};

/** Imported only when it is used: where libusb is missing, the import succeeds and the first call fails. */
export async function loadNodeHid(): Promise<HidPort> {
  return await import('node-hid');
}

const HidDevice = z.object({
  path: z.string().min(1),
  vendorId: z.int(),
  productId: z.int(),
  manufacturer: z.string().nullish(),
  product: z.string().nullish(),
  usagePage: z.int().nullish(),
  usage: z.int().nullish(),
});
export type HidDevice = z.infer<typeof HidDevice>;

/** The devices that can be opened, among whatever the system lists. */
export function readDeviceList(list: unknown): HidDevice[] {
  return z
    .array(z.unknown())
    .parse(list)
    .flatMap((entry) => HidDevice.safeParse(entry).data ?? []);
}
