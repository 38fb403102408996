/** The clock and the timer, handed in so that tests can hold them. */
export type Surroundings = {
  now(): Date;
  /** Runs something later; the answer cancels it. */
  after(milliseconds: number, run: () => void): () => void;
};

export const realSurroundings: Surroundings = {
  now: () => new Date(),
  after: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
};
