import type { WedgeSettings } from '#shared/contract/scan.ts';
import {
  afterSilence,
  type KeyPress,
  keyName,
  patienceMs,
  pressKey,
  QUIET_WEDGE,
  type WedgeState,
} from '#shared/rules/wedge.ts';
import { isEditable, typeText } from './editable.ts';

/** A test scan is over when no key has come for this long. */
const TEST_SILENCE_MS = 400;

/** However late keys are heard, what a person typed is on the screen soon after. */
const LONGEST_LAG_MS = 1500;

type WedgeParts = {
  settings(): WedgeSettings;
  onScan(text: string): void;
  /** Whether quick keys in a password field are a password: one that a password manager types is no scan. */
  mayPasswordBeQuick(): boolean;
  /** Where a person's typing goes while no field has the focus. */
  scanField(): HTMLElement | null;
};

type Recording = { keys: KeyPress[]; timer: number; onEnd(keys: KeyPress[]): void };

/**
 * Hears every key of the window first, whatever has the focus, and keeps a scanner's keys from it
 * (shared/rules/wedge.ts decides which those are).
 */
export class WedgeListener {
  readonly #parts: WedgeParts;
  #state: WedgeState = QUIET_WEDGE;
  #silence = 0;
  /** How long after it was pressed the last key was heard: on a busy computer the next may be as late. */
  #lagMs = 0;
  #recording: Recording | undefined;

  constructor(parts: WedgeParts) {
    this.#parts = parts;
  }

  /** Starts to listen; the answer stops it. */
  listen(window: Window): () => void {
    const heard = (event: KeyboardEvent) => this.#hear(event);
    window.addEventListener('keydown', heard, { capture: true });
    return () => window.removeEventListener('keydown', heard, { capture: true });
  }

  /** Takes all keys of one test scan, recognised or not; no keys when cancelled with Esc. The answer stops it. */
  record(onEnd: (keys: KeyPress[]) => void): () => void {
    this.#recording = { keys: [], timer: 0, onEnd };
    return () => this.#endRecording([]);
  }

  #hear(event: KeyboardEvent): void {
    if (event.isComposing || this.#isPassword()) return;
    const press = { key: keyName(event), timeMs: event.timeStamp, repeat: event.repeat };
    if (this.#recording) this.#note(this.#recording, press, event);
    else if (this.#isForButton(press)) return;
    this.#lagMs = Math.min(Math.max(0, performance.now() - event.timeStamp), LONGEST_LAG_MS);
    const step = pressKey(this.#state, press, this.#parts.settings());
    this.#state = step.state;
    this.#letGo(step.letGo);
    if (step.decision !== 'pass') keepFromScreen(event);
    if (step.decision === 'scan') this.#parts.onScan(step.text);
    this.#waitForSilence();
  }

  #isPassword(): boolean {
    const { activeElement } = document;
    return (
      activeElement instanceof HTMLInputElement &&
      activeElement.type === 'password' &&
      this.#state.held.length === 0 &&
      this.#parts.mayPasswordBeQuick()
    );
  }

  /** Space presses a button; no code begins with one. */
  #isForButton(press: KeyPress): boolean {
    return press.key === ' ' && this.#state.held.length === 0 && !isEditable(document.activeElement);
  }

  #waitForSilence(): void {
    clearTimeout(this.#silence);
    if (this.#state.held.length === 0) return;
    this.#silence = window.setTimeout(() => {
      const { state, letGo } = afterSilence(this.#state, performance.now() - this.#lagMs, this.#parts.settings());
      this.#state = state;
      this.#letGo(letGo);
      this.#waitForSilence();
    }, patienceMs(this.#parts.settings()) + this.#lagMs);
  }

  #letGo(characters: string[]): void {
    if (characters.length > 0 && !this.#recording) typeText(characters.join(''), this.#parts.scanField());
  }

  #note(recording: Recording, press: KeyPress, event: KeyboardEvent): void {
    keepFromScreen(event);
    clearTimeout(recording.timer);
    if (press.key === 'Escape' && recording.keys.length === 0) {
      this.#endRecording([]);
      return;
    }
    recording.keys.push(press);
    recording.timer = window.setTimeout(() => this.#endRecording(recording.keys), TEST_SILENCE_MS);
  }

  #endRecording(keys: KeyPress[]): void {
    const recording = this.#recording;
    if (!recording) return;
    clearTimeout(recording.timer);
    this.#recording = undefined;
    recording.onEnd(keys);
  }
}

function keepFromScreen(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}
