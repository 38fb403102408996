/** A part of the server, and how it is stopped. */
export type StopStep = readonly [part: string, stop: () => Promise<unknown> | undefined];

/**
 * Stops one part after another, each also when an earlier one failed: a Postgres that is left running would keep its
 * folder locked for the next start.
 * @returns the exit code: 0, or 1 when a part could not be stopped, which is said
 */
export async function stopInOrder(steps: readonly StopStep[], say: (sentence: string) => void): Promise<0 | 1> {
  let exitCode: 0 | 1 = 0;
  for (const [part, stop] of steps) {
    try {
      await stop();
    } catch (error) {
      exitCode = 1;
      say(`${part} could not be stopped: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return exitCode;
}
