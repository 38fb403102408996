/**
 * Lets the work under one key run one after another within this process. A hundred guesses that arrive at once are then
 * judged in turn, and a person who signs in at several desks at once is not taken for a hundred guesses.
 */
export function oneAtATime(): <Answer>(key: string, work: () => Promise<Answer>) => Promise<Answer> {
  const last = new Map<string, Promise<unknown>>();
  return (key, work) => {
    const before = last.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    last.set(key, mine);
    const leave = () => {
      if (last.get(key) === mine) last.delete(key);
    };
    mine.then(leave, leave);
    return mine;
  };
}
