import { createStore } from 'zustand/vanilla';
import type { CallOutput } from '#shared/contract/bridge.ts';
import type { Branch, Closure, OpeningHours } from '#shared/contract/records.ts';
import { addDays, type BranchCalendar } from '#shared/rules/calendar.ts';
import { answerOf, type Failed, whyNot } from '../../bridge/answer.ts';
import type { Bridge } from '../../bridge/client.ts';

type CalendarState = {
  phase: 'idle' | 'loading' | 'ready' | 'failed';
  sentence: string;
  branch: Branch | null;
  closures: Closure[];
};

const empty: CalendarState = { phase: 'idle', sentence: '', branch: null, closures: [] };
const longestRangeDays = 366;

type CalendarParts = { bridge: Bridge; today(timeZone: string): string };

/** One branch's hours and closed days, from last month on. */
export class CalendarEditor {
  readonly store = createStore<CalendarState>(() => empty);
  readonly #parts: CalendarParts;

  constructor(parts: CalendarParts) {
    this.#parts = parts;
  }

  async open(branch: Branch): Promise<void> {
    this.store.setState({ ...empty, branch, phase: 'loading' });
    const from = addDays(this.#parts.today(branch.timeZone), -62);
    const outcome = await answerOf(this.#parts.bridge.call('policies.closures', { branchId: branch.id, from }));
    if (!this.#shows(branch.id)) return;
    if (outcome.kind !== 'done') return this.store.setState({ phase: 'failed', sentence: whyNot(outcome) });
    this.store.setState({ phase: 'ready', closures: outcome.answer.closures });
  }

  async saveHours(branchId: string, openingHours: OpeningHours): Promise<CallOutput<'policies.changeHours'> | Failed> {
    const outcome = await answerOf(this.#parts.bridge.call('policies.changeHours', { branchId, openingHours }));
    if (outcome.kind === 'done' && this.#shows(branchId)) this.store.setState({ branch: outcome.answer });
    return outcome;
  }

  closeDays(branchId: string, days: Closure[]): Promise<CallOutput<'policies.changeClosures'> | Failed> {
    return this.#changeClosures({ branchId, close: days, open: [] });
  }

  openAgain(branchId: string, date: string): Promise<CallOutput<'policies.changeClosures'> | Failed> {
    return this.#changeClosures({ branchId, close: [], open: [date] });
  }

  clear(): void {
    this.store.setState(empty);
  }

  /** Another branch may be looked at before an answer comes. */
  #shows(branchId: string): boolean {
    return this.store.getState().branch?.id === branchId;
  }

  async #changeClosures(change: { branchId: string; close: Closure[]; open: string[] }) {
    const outcome = await answerOf(this.#parts.bridge.call('policies.changeClosures', change));
    const isShown = outcome.kind === 'done' && this.#shows(change.branchId);
    if (isShown) this.store.setState({ closures: outcome.answer.closures });
    return outcome;
  }
}

/** Every day of a range, the first and the last included; none when it is backwards. */
export function daysOf(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = from; day <= to && days.length <= longestRangeDays; day = addDays(day, 1)) days.push(day);
  return days;
}

export const isTooLong = (days: readonly string[]): boolean => days.length > longestRangeDays;

export function calendarOf({ timeZone, openingHours }: Branch, closures: readonly Closure[]): BranchCalendar {
  return { timeZone, openingHours, closedDates: new Set(closures.map(({ date }) => date)) };
}
