/** The desk's time, handed in wherever it matters, so that tests can move it. */
export type Clock = {
  now(): Date;
  /** Runs the task once, after so many milliseconds; answers how to call it off. */
  after(ms: number, task: () => void): () => void;
};

export const systemClock: Clock = {
  now: () => new Date(),
  after: (ms, task) => {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
};
