/** A clock that a test sets: it stands still until told. */
export type TestClock = {
  now(): Date;
  set(instant: string): void;
  advance(by: { days?: number; hours?: number; minutes?: number }): void;
};

/** Starts on a Tuesday morning on which the test library is open. */
export function testClock(start = '2026-03-10T10:00:00.000Z'): TestClock {
  let at = new Date(start);
  return {
    now: () => new Date(at),
    set: (instant) => {
      at = new Date(instant);
    },
    advance: ({ days = 0, hours = 0, minutes = 0 }) => {
      at = new Date(at.getTime() + ((days * 24 + hours) * 60 + minutes) * 60_000);
    },
  };
}
