/**
 * Lets so many at once and the others wait in line. After a failover every desk wants a snapshot at the same moment;
 * the database's connections belong to those who stand at a desk with a book in the hand.
 */
export function createTurns(atOnce: number) {
  const waiting: (() => void)[] = [];
  let busy = 0;
  return async function inTurn<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    if (busy < atOnce) busy++;
    else await new Promise<void>((come) => waiting.push(come));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      // Whoever comes next takes this place over, so that nobody slips in between.
      if (next) next();
      else busy--;
    }
  };
}
