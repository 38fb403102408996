import type { WedgeSettings } from '#shared/contract/scan.ts';

/** One keydown. `key` as `keyName` gives it; `timeMs` is the event's own timeStamp, not the time it was handled. */
export type KeyPress = { key: string; timeMs: number; repeat?: boolean };

export type WedgeState = {
  /** Keys kept from the screen until it is clear whether a scanner or a person sent them. */
  held: readonly KeyPress[];
  lastTypedMs: number;
  lastScanMs: number;
};

export const QUIET_WEDGE: WedgeState = {
  held: [],
  lastTypedMs: Number.NEGATIVE_INFINITY,
  lastScanMs: Number.NEGATIVE_INFINITY,
};

/**
 * What to do with a key: `hold` and `scan` keep it from the screen, `pass` lets it through. `letGo` are characters
 * held earlier that turned out to be a person's: put them into the focused field first, in this order.
 */
export type WedgeStep = { state: WedgeState; letGo: string[] } & (
  | { decision: 'hold' | 'pass' }
  | { decision: 'scan'; text: string }
);

/** After a person's key, nobody can have aimed a scanner yet: what follows is typed, and is not delayed. */
const TYPING_PAUSE_MS = 250;
export const LONGEST_STALL_MS = 150;

/** Keys that send nothing themselves; scanners press Shift and CapsLock around capitals. */
const MODIFIERS: ReadonlySet<string> = new Set([
  'Shift',
  'Control',
  'Alt',
  'AltGraph',
  'Meta',
  'CapsLock',
  'NumLock',
  'Fn',
  'Unidentified',
]);

/** How the second half of CR LF arrives, besides a second terminator. */
const LINE_FEED_KEYS: ReadonlySet<string> = new Set(['Enter', 'Ctrl+j', 'Ctrl+m']);

/** The name of a key with what is held down beside it: `a`, `A`, `Enter`, `Ctrl+a`. AltGr and Shift make characters. */
export function keyName(event: { key: string; ctrlKey: boolean; altKey: boolean; metaKey: boolean }): string {
  const { key, ctrlKey, altKey, metaKey } = event;
  if (MODIFIERS.has(key)) return key;
  if (metaKey) return `Meta+${key.toLowerCase()}`;
  if (ctrlKey && !altKey) return `Ctrl+${key.toLowerCase()}`;
  // Option (macOS) types @ and the like with altKey set; Alt with a letter or digit is a menu's.
  if (altKey && !ctrlKey && /^[a-z0-9]$/i.test(key)) return `Alt+${key.toLowerCase()}`;
  return key;
}

/** How long a key may be held before it must be let go: call `afterSilence` this long after the last one. */
export function patienceMs(settings: WedgeSettings): number {
  return Math.min(3 * settings.averageGapMs, LONGEST_STALL_MS);
}

/**
 * Tells a scanner that types from a person, one key after another. A scan is a quick run of characters (average gap
 * at most the setting's, no stall longer than three such gaps) that a terminator ends at the same speed.
 */
export function pressKey(state: WedgeState, press: KeyPress, settings: WedgeSettings): WedgeStep {
  if (MODIFIERS.has(press.key)) return { state, letGo: [], decision: 'pass' };
  const rested = afterSilence(state, press.timeMs, settings);
  const step = decide(rested.state, press, settings);
  return { ...step, letGo: [...rested.letGo, ...step.letGo] };
}

/** Lets go of held keys once no scanner would still be sending. */
export function afterSilence(
  state: WedgeState,
  nowMs: number,
  settings: WedgeSettings,
): { state: WedgeState; letGo: string[] } {
  const last = state.held.at(-1);
  if (!last || nowMs - last.timeMs < patienceMs(settings)) return { state, letGo: [] };
  return letGoOfHeld(state);
}

function decide(state: WedgeState, press: KeyPress, settings: WedgeSettings): WedgeStep {
  if (isEchoOfScan(state, press, settings)) return { state, letGo: [], decision: 'hold' };
  if (isTerminator(press.key, settings)) return endRun(state, press, settings);
  if (!press.repeat && continuesRun(state, press, settings)) return hold(state, press, settings);
  const { state: empty, letGo } = letGoOfHeld(state);
  // The key that broke one run may begin the next, e.g. a prefix in the middle of typing.
  if (!press.repeat && state.held.length > 0 && press.key === settings.prefix[0]) {
    return { state: { ...empty, held: [press] }, letGo, decision: 'hold' };
  }
  return { state: typed(empty, press), letGo, decision: 'pass' };
}

function endRun(state: WedgeState, press: KeyPress, settings: WedgeSettings): WedgeStep {
  const text = scannedText(state.held, settings);
  if (text !== undefined && averageGapMs([...state.held, press]) <= settings.averageGapMs) {
    return { state: { ...QUIET_WEDGE, lastScanMs: press.timeMs }, letGo: [], decision: 'scan', text };
  }
  return { ...letGoOfHeld(state), decision: 'pass' };
}

/** Many scanners end with CR LF, which is two keys: the second must not press a button. */
function isEchoOfScan(state: WedgeState, press: KeyPress, settings: WedgeSettings): boolean {
  if (state.held.length > 0 || press.timeMs - state.lastScanMs >= patienceMs(settings)) return false;
  return LINE_FEED_KEYS.has(press.key) || isTerminator(press.key, settings);
}

function continuesRun(state: WedgeState, press: KeyPress, settings: WedgeSettings): boolean {
  const { prefix, suffix } = settings;
  const place = state.held.length;
  if (place < prefix.length) return press.key === prefix[place];
  const amidTyping = place === 0 && press.timeMs - state.lastTypedMs < TYPING_PAUSE_MS;
  return !amidTyping && (isCharacter(press.key) || suffix.includes(press.key));
}

function hold(state: WedgeState, press: KeyPress, settings: WedgeSettings): WedgeStep {
  const held = [...state.held, press];
  const longEnough = held.length - settings.prefix.length >= settings.minLength;
  if (longEnough && averageGapMs(held) > settings.averageGapMs) {
    return { ...letGoOfHeld(typed(state, press)), decision: 'pass' };
  }
  return { state: { ...state, held }, letGo: [], decision: 'hold' };
}

/** The characters between prefix and suffix; undefined when there are too few. */
function scannedText(held: readonly KeyPress[], settings: WedgeSettings): string | undefined {
  const keys = held.slice(settings.prefix.length).map((press) => press.key);
  const { suffix } = settings;
  const endsWithSuffix = suffix.length > 0 && suffix.every((key, index) => keys.at(index - suffix.length) === key);
  const characters = endsWithSuffix ? keys.slice(0, -suffix.length) : keys;
  if (characters.length < settings.minLength || !characters.every(isCharacter)) return undefined;
  return characters.join('');
}

/** Named keys of a prefix (F9, Ctrl+a) are not text: those stay swallowed. */
function letGoOfHeld(state: WedgeState): { state: WedgeState; letGo: string[] } {
  const last = state.held.at(-1);
  if (!last) return { state, letGo: [] };
  const lastTypedMs = Math.max(state.lastTypedMs, last.timeMs);
  return { state: { ...state, held: [], lastTypedMs }, letGo: state.held.map(({ key }) => key).filter(isCharacter) };
}

function typed(state: WedgeState, press: KeyPress): WedgeState {
  return isCharacter(press.key) ? { ...state, lastTypedMs: press.timeMs } : state;
}

export function averageGapMs(presses: readonly KeyPress[]): number {
  const [first, last] = [presses[0], presses.at(-1)];
  if (!first || !last || presses.length < 2) return 0;
  return (last.timeMs - first.timeMs) / (presses.length - 1);
}

export function isCharacter(key: string): boolean {
  return [...key].length === 1;
}

export function isModifier(key: string): boolean {
  return MODIFIERS.has(key);
}

export function isTerminator(key: string, settings: WedgeSettings): boolean {
  return settings.terminators.some((terminator) => terminator === key);
}
