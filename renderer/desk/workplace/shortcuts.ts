import { type Task, tasks } from '../task.ts';

type Key = { key: string; code: string; altKey: boolean; ctrlKey: boolean; metaKey: boolean; shiftKey: boolean };

/** The task that a key opens: F1 … F6, or Alt with 1 … 6 where the F keys are taken (as on a Mac). */
export function taskOfKey({ key, code, altKey, ctrlKey, metaKey, shiftKey }: Key): Task | undefined {
  if (ctrlKey || metaKey || shiftKey) return undefined;
  // Option and a digit types a sign on a Mac: the place of the key tells.
  const digit = altKey ? /^Digit([1-9])$/.exec(code)?.[1] : /^F([1-9])$/.exec(key)?.[1];
  return digit === undefined ? undefined : tasks[Number(digit) - 1];
}
