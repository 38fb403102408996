import { LONGEST_CODE } from '#shared/contract/scan.ts';
import type { HidPosPart } from './hid-pos.ts';

/** The beginning of a code whose rest is still to come. */
export type BegunCode = { aim: string; data: Uint8Array; lastPartMs: number };

/** Parts of one code follow each other within a few ms; a pause this long means that the rest is lost. */
const PATIENCE_MS = 500;

/**
 * Puts the parts of a long code together; one step for each report of a device. `code` is the whole text with its
 * AIM identifier in front, once it is complete. A half is dropped when its rest does not come in time, or when
 * another kind of code begins. A device that is unplugged takes its half with it: forget `begun`.
 */
export function joinPart(
  begun: BegunCode | undefined,
  part: HidPosPart,
  nowMs: number,
): { begun?: BegunCode; code?: string } {
  const earlier = begun && continues(begun, part, nowMs) ? begun : undefined;
  const aim = earlier?.aim ?? part.aim ?? '';
  const data = earlier ? Buffer.concat([earlier.data, part.data]) : part.data;
  if (data.length > LONGEST_CODE) return {};
  if (part.more) return { begun: { aim, data, lastPartMs: nowMs } };
  return { code: aim + decodeText(data) };
}

function continues(begun: BegunCode, part: HidPosPart, nowMs: number): boolean {
  const inTime = nowMs - begun.lastPartMs <= PATIENCE_MS;
  return inTime && (part.aim === undefined || part.aim === begun.aim);
}

/** Scanners send bytes and do not say which: UTF-8 if it is valid UTF-8, else Latin-1. */
function decodeText(data: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(data);
  } catch {
    return Buffer.from(data).toString('latin1');
  }
}
