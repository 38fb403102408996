import { type Task, taskKeys, tasks } from '../task.ts';

type Key = { key: string; code: string; altKey: boolean; ctrlKey: boolean; metaKey: boolean; shiftKey: boolean };

/** The task that a key opens: its F key, or Alt with its digit where the F keys are taken (as on a Mac). */
export function taskOfKey({ key, code, altKey, ctrlKey, metaKey, shiftKey }: Key): Task | undefined {
  if (ctrlKey || metaKey || shiftKey) return undefined;
  if (!altKey) return tasks.find((task) => taskKeys[task] === key);
  // Option and a digit types a sign on a Mac: the place of the key tells. 0 is the tenth.
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  return digit === undefined ? undefined : tasks[(Number(digit) + 9) % 10];
}
