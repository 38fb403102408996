import type { HidDevice } from './hid-port.ts';

/** USB HID Usage Tables 1.5, "Barcode Scanner Page" and "Generic Desktop Page". */
const BARCODE_SCANNER_PAGE = 0x8c;
const GENERIC_DESKTOP_PAGE = 0x01;
const KEYBOARD_USAGE = 0x06;

/** Makers of scanners by USB vendor id (usb.ids); build/linux/70-carrel-scanners.rules lists the same. */
export const SCANNER_VENDORS: ReadonlyMap<number, string> = new Map([
  [0x0536, 'Hand Held Products'],
  [0x05e0, 'Zebra'],
  [0x05f9, 'Datalogic'],
  [0x065a, 'Opticon'],
  [0x067e, 'Intermec'],
  [0x080c, 'Datalogic'],
  [0x0c2e, 'Honeywell'],
  [0x0db5, 'Access-IS'],
  [0x10ac, 'Honeywell'],
  [0x1777, 'Microscan'],
  [0x1eab, 'Newland'],
]);

export const HONEYWELL_VENDOR_ID = 0x0c2e;

/** The devices in HID POS mode, once each: the system lists one device again for each of its collections. */
export function hidPosScanners(devices: readonly HidDevice[]): HidDevice[] {
  const scanners = devices.filter((device) => device.usagePage === BARCODE_SCANNER_PAGE);
  return [...new Map(scanners.map((scanner) => [scanner.path, scanner])).values()];
}

/** Names of scanners that are plugged in, but in a mode that types, or in one that only the maker's software reads. */
export function scannersInOtherModes(devices: readonly HidDevice[]): { typing: string[]; unreadable: string[] } {
  const inPosMode = new Set(hidPosScanners(devices).map(modelOf));
  const others = devices.filter((device) => SCANNER_VENDORS.has(device.vendorId) && !inPosMode.has(modelOf(device)));
  const typing = new Set(others.filter(isKeyboard).map(scannerName));
  const unreadable = new Set(others.map(scannerName).filter((name) => !typing.has(name)));
  return { typing: [...typing], unreadable: [...unreadable] };
}

/** `05e0:2100`, as lsusb and udev write it. */
export function modelOf(device: HidDevice): string {
  return `${hex4(device.vendorId)}:${hex4(device.productId)}`;
}

/** What is printed on it, as far as it says: `Honeywell Voyager 1400g`. */
export function scannerName(device: HidDevice): string {
  const maker = makerOf(device);
  const product = device.product?.trim() || `scanner ${modelOf(device)}`;
  return maker && !product.toLowerCase().includes(maker.toLowerCase()) ? `${maker} ${product}` : product;
}

export function makerOf(device: HidDevice): string | undefined {
  return SCANNER_VENDORS.get(device.vendorId) ?? (device.manufacturer?.trim() || undefined);
}

export function hex4(id: number): string {
  return id.toString(16).padStart(4, '0');
}

function isKeyboard(device: HidDevice): boolean {
  return device.usagePage === GENERIC_DESKTOP_PAGE && device.usage === KEYBOARD_USAGE;
}
