import { createStore } from 'zustand/vanilla';
import type { PolicyVersion } from '#shared/contract/api/policies.ts';
import { localDate } from '#shared/rules/calendar.ts';
import { digitsOf } from '#shared/rules/money.ts';
import { answerOf, whyNot } from '../../bridge/answer.ts';
import type { Bridge } from '../../bridge/client.ts';
import type { Signal } from '../../parts/tone.ts';
import { text } from '../../text/language.ts';
import type { Surroundings } from '../surroundings.ts';
import { CalendarEditor } from './calendar-editor.ts';
import { PoliciesEditor } from './policies-editor.ts';

type HistoryState = {
  phase: 'idle' | 'loading' | 'ready' | 'failed';
  sentence: string;
  versions: PolicyVersion[];
  cursor: string | null;
};
const noHistory: HistoryState = { phase: 'idle', sentence: '', versions: [], cursor: null };

type LibraryParts = { bridge: Bridge; surroundings: Surroundings; notice: Signal; currency(): string };

/** The library's own screen: its rules, its calendars, and how the rules were changed. */
export class LibraryTask {
  readonly policies: PoliciesEditor;
  readonly calendar: CalendarEditor;
  readonly history = createStore<HistoryState>(() => noHistory);
  readonly #parts: LibraryParts;

  constructor(parts: LibraryParts) {
    const { bridge, surroundings, currency } = parts;
    this.#parts = parts;
    this.policies = new PoliciesEditor({
      bridge,
      money: () => ({ currency: currency(), digits: digitsOf(currency()) }),
    });
    this.calendar = new CalendarEditor({ bridge, today: (zone) => localDate(surroundings.now(), zone) });
  }

  /** Nothing here is scanned: whoever scans is on the wrong screen. */
  async scan(): Promise<void> {
    this.#parts.notice('attention', text.library.scanned);
  }

  /** The newest changes, or those before the last one shown. */
  async readHistory(more = false): Promise<void> {
    const { cursor, versions } = more ? this.history.getState() : noHistory;
    this.history.setState({ phase: 'loading' });
    const outcome = await answerOf(this.#parts.bridge.call('policies.versions', cursor ? { cursor } : {}));
    if (outcome.kind !== 'done') return this.history.setState({ phase: 'failed', sentence: whyNot(outcome) });
    const { data, cursor: next } = outcome.answer;
    this.history.setState({ phase: 'ready', versions: [...versions, ...data], cursor: next });
  }

  clear(): void {
    this.policies.clear();
    this.calendar.clear();
    this.history.setState(noHistory);
  }
}
