/**
 * Lets so many at once and the others wait in line. After a failover every desk wants a snapshot at the same moment;
 * the database's connections belong to those who stand at a desk with a book in the hand. How many there may be is asked
 * each time: there is always one.
 */
export function createTurns(atOnce: () => number) {
  const waiting: (() => void)[] = [];
  let busy = 0;
  const hasRoom = () => busy < Math.max(1, atOnce());
  return async function inTurn<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    if (hasRoom()) busy++;
    else await new Promise<void>((come) => waiting.push(come));
    try {
      return await work();
    } finally {
      busy--;
      while (waiting.length > 0 && hasRoom()) {
        // The place is taken for whoever is called, so that nobody slips in between.
        busy++;
        waiting.shift()?.();
      }
    }
  };
}
