import { uptime } from 'node:os';

/** The desk's time, handed in wherever it matters, so that tests can move it. */
export type Clock = {
  now(): Date;
  /** Milliseconds since the computer was started, asleep or awake: nobody can set that. */
  uptimeMs(): number;
  /** Runs the task once, after so many milliseconds; answers how to call it off. */
  after(ms: number, task: () => void): () => void;
};

export const systemClock: Clock = {
  now: () => new Date(),
  uptimeMs: () => uptime() * 1000,
  after: (ms, task) => {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
};
