/**
 * Lets so many at once and the others wait in line. After a failover every desk wants a snapshot at the same moment;
 * the database's connections belong to those who stand at a desk with a book in the hand. How many there may be is asked
 * each time: there is always one. A place rests when its work is done for as long as `restAfter` says (milliseconds, of
 * how long the work took).
 */
export function createTurns(atOnce: () => number, restAfter: (tookMs: number) => number = () => 0) {
  const waiting: (() => void)[] = [];
  let busy = 0;
  const hasRoom = () => busy < Math.max(1, atOnce());

  function leave(): void {
    busy--;
    while (waiting.length > 0 && hasRoom()) {
      // The place is taken for whoever is called, so that nobody slips in between.
      busy++;
      waiting.shift()?.();
    }
  }

  return async function inTurn<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    if (hasRoom()) busy++;
    else await new Promise<void>((come) => waiting.push(come));
    const began = performance.now();
    try {
      return await work();
    } finally {
      const rest = restAfter(performance.now() - began);
      if (rest > 0) setTimeout(leave, rest);
      else leave();
    }
  };
}
