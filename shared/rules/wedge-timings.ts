import type { WedgeSettings } from '#shared/contract/scan.ts';
import {
  averageGapMs,
  isCharacter,
  isModifier,
  isTerminator,
  type KeyPress,
  LONGEST_STALL_MS,
  pressKey,
  QUIET_WEDGE,
} from './wedge.ts';

/** The quickest typists come down to 60 ms a key: only a prefix can tell a slower scanner from them. */
const SLOWEST_WITHOUT_PREFIX_MS = 60;
const SLOWEST_MS = 100;

/** What to change so that the test scan is recognised; `settings`, where given, do it at one tap. */
export type WedgeAdvice =
  | { code: 'recognised' }
  | { code: 'raise_gap' | 'set_prefix'; settings: WedgeSettings }
  /** To be mended at the scanner, from its manual. */
  | { code: 'too_few_keys' | 'no_terminator' | 'send_prefix' | 'speed_up_scanner' };

export type WedgeTimings = {
  /** Gaps between keys, in ms; modifiers left out. */
  gaps: { minMs: number; averageMs: number; maxMs: number };
  keys: number;
  terminator: string | undefined;
  advice: WedgeAdvice;
};

/** Measures the keys of one test scan (all its keydowns, alone) and says what would make it recognised. */
export function measureTimings(scan: readonly KeyPress[], settings: WedgeSettings): WedgeTimings {
  const keys = scan.filter((press) => !isModifier(press.key));
  const gaps = keys.slice(1).map((press, index) => press.timeMs - (keys[index]?.timeMs ?? press.timeMs));
  const last = keys.at(-1)?.key;
  const terminator = last !== undefined && isTerminator(last, settings) ? last : undefined;
  const measured = {
    minMs: gaps.length > 0 ? Math.min(...gaps) : 0,
    averageMs: averageGapMs(keys),
    maxMs: Math.max(0, ...gaps),
  };
  return {
    gaps: measured,
    keys: keys.length,
    terminator,
    advice: adviceFor(keys, measured.maxMs, terminator, settings),
  };
}

function adviceFor(
  keys: readonly KeyPress[],
  maxGapMs: number,
  terminator: string | undefined,
  settings: WedgeSettings,
): WedgeAdvice {
  if (keys.filter((press) => isCharacter(press.key)).length < settings.minLength) return { code: 'too_few_keys' };
  if (terminator === undefined) return { code: 'no_terminator' };
  if (isRecognised(keys, settings)) return { code: 'recognised' };

  const end = keys.findIndex((press) => isTerminator(press.key, settings));
  const marks = marksAround(keys.slice(0, end), settings);
  const averageGap = gapThatFits(keys, maxGapMs, settings);
  if (averageGap > SLOWEST_MS || maxGapMs >= LONGEST_STALL_MS) return { code: 'speed_up_scanner' };
  if (averageGap > SLOWEST_WITHOUT_PREFIX_MS && marks.prefix.length === 0) return { code: 'send_prefix' };
  const better = { ...settings, ...marks, averageGapMs: averageGap };
  if (!isRecognised(keys, better)) return { code: 'send_prefix' };
  const changesMarks = String([marks.prefix, marks.suffix]) !== String([settings.prefix, settings.suffix]);
  return { code: changesMarks ? 'set_prefix' : 'raise_gap', settings: better };
}

/** Every key of the scan kept from the screen, and one scan among them. */
function isRecognised(keys: readonly KeyPress[], settings: WedgeSettings): boolean {
  let state = QUIET_WEDGE;
  let scans = 0;
  for (const press of keys) {
    const step = pressKey(state, press, settings);
    if (step.decision === 'pass' || step.letGo.length > 0) return false;
    if (step.decision === 'scan') scans += 1;
    state = step.state;
  }
  return scans === 1;
}

/** Keys at either end that nobody types as text: what the scanner was told to send around each code. */
function marksAround(keys: readonly KeyPress[], settings: WedgeSettings): Pick<WedgeSettings, 'prefix' | 'suffix'> {
  const names = keys.map((press) => press.key);
  const prefixLength = names.findIndex(isCharacter);
  const suffixLength = names.toReversed().findIndex(isCharacter);
  return {
    prefix: prefixLength > 0 ? names.slice(0, prefixLength) : settings.prefix,
    suffix: suffixLength > 0 ? names.slice(-suffixLength) : settings.suffix,
  };
}

/** A quarter above what was measured, and wide enough for the longest stall; in steps of 5 ms. */
function gapThatFits(keys: readonly KeyPress[], maxGapMs: number, settings: WedgeSettings): number {
  const wanted = Math.max(averageGapMs(keys) * 1.25, (maxGapMs + 5) / 3, settings.averageGapMs);
  return Math.ceil(wanted / 5) * 5;
}
