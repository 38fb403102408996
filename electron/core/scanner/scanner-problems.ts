import type { ScannerDevice } from '#shared/contract/scan.ts';
import type { HidDevice } from './hid-port.ts';
import { hex4 } from './scanner-models.ts';

const KEYBOARD_SCANNERS_WORK = 'Scanners that type like a keyboard work all the same.';

/** What the system says when a device may not be opened, or somebody else has it (hidapi's texts on each system). */
const NO_PERMISSION = /permission|not permitted|0xE00002E2|EACCES|EPERM/i;
const IN_USE = /busy|exclusive|in use|being used|access is denied|sharing violation|0xE00002C5/i;

/** Why USB scanners cannot be used at all on this machine, and what to do. */
export function supportProblem(error: unknown, platform: NodeJS.Platform): string {
  const message = firstLine(error);
  const library = /\blib(?:usb|udev)[\w.-]*\.so[\w.]*/.exec(message)?.[0];
  if (library && platform === 'linux') {
    return `USB scanners cannot be used: this computer has no ${library}. Run "sudo apt install libusb-1.0-0 libudev1"; Carrel finds it by itself. ${KEYBOARD_SCANNERS_WORK}`;
  }
  return `USB scanners cannot be used: ${message.replace(/\.$/, '')}. ${KEYBOARD_SCANNERS_WORK}`;
}

/** Why one scanner could not be opened, and what to do. */
export function openProblem(
  error: unknown,
  device: HidDevice,
  platform: NodeJS.Platform,
): Required<Pick<ScannerDevice, 'state' | 'hint'>> {
  const message = firstLine(error);
  if (NO_PERMISSION.test(message)) return { state: 'no_permission', hint: permissionHint(device, platform) };
  if (IN_USE.test(message)) return { state: 'failed', hint: inUseHint(platform) };
  return { state: 'failed', hint: `It could not be opened (${message}). Unplug it and plug it in again.` };
}

export const STOPPED_ANSWERING = {
  state: 'failed',
  hint: 'It stopped answering. If it is still plugged in, unplug it and plug it in again.',
} as const;

/** A hiddev* rule does nothing: hidapi opens hidraw nodes. The rule takes effect on the next plugging in. */
function permissionHint(device: HidDevice, platform: NodeJS.Platform): string {
  if (platform === 'darwin') {
    return 'Allow Carrel under System Settings, Privacy & Security, Input Monitoring; then plug the scanner in again.';
  }
  if (platform !== 'linux') return inUseHint(platform);
  return [
    'This account may not open the scanner. Put the line',
    `KERNEL=="hidraw*", ATTRS{idVendor}=="${hex4(device.vendorId)}", TAG+="uaccess"`,
    'into /etc/udev/rules.d/70-carrel-scanners.rules, run "sudo udevadm control --reload-rules", and plug the scanner in again.',
  ].join(' ');
}

function inUseHint(platform: NodeJS.Platform): string {
  const close = 'Another program has the scanner. Close it, then plug the scanner in again.';
  return platform === 'win32' ? `${close} Windows also keeps a scanner to itself that is in keyboard mode.` : close;
}

type Seen = { devices: readonly ScannerDevice[]; typing: readonly string[]; unreadable: readonly string[] };

/** One sentence or two for the status bar: what works, and what does not. */
export function scannersSentence({ devices, typing, unreadable }: Seen): string {
  const ready = devices.filter((device) => device.state === 'ready').map((device) => device.name);
  const failing = devices.filter((device) => device.state !== 'ready').map((device) => device.name);
  const sentences = [
    ready.length > 0 && `Ready: ${ready.join(', ')}.`,
    failing.length > 0 && `Not working: ${failing.join(', ')}.`,
    typing.length > 0 &&
      `${typing.join(', ')} types like a keyboard, which works; its USB HID POS mode (see its manual) is surer.`,
    unreadable.length > 0 &&
      `${unreadable.join(', ')} is in a mode that Carrel cannot read: set it to USB HID POS or to keyboard, by its manual.`,
  ].filter((sentence) => sentence !== false);
  return sentences.length > 0 ? sentences.join(' ') : `No USB scanner found. ${KEYBOARD_SCANNERS_WORK}`;
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split('\n', 1)[0]?.trim() || 'no reason was given';
}
