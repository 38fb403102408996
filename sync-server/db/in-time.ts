import { setTimeout as wait } from 'node:timers/promises';

/** The answer, if it comes within so many milliseconds. What it would have said later, nobody hears. */
export function inTime<Answer>(answered: Promise<Answer>, patienceMs: number): Promise<Answer> {
  const late = wait(patienceMs, undefined, { ref: false }).then((): never => {
    throw new Error(`The database has not answered for ${patienceMs / 1000} s.`);
  });
  return Promise.race([answered, late]);
}
