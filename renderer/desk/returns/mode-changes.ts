import { text } from '../../text/language.ts';
import type { Desk } from '../desk.ts';
import { inTurn } from '../in-turn.ts';

type At = Pick<Desk, 'tasks' | 'voice' | 'queue' | 'place' | 'format'>;

/** What the next scans mean. Each change says what it does, for whoever scans does not look at the switches. */
export function modeChanges(desk: At) {
  const { tasks, voice } = desk;
  const { returns } = tasks;
  const change = (mode: () => void | Promise<void>) => () => inTurn(desk, mode);
  return {
    damaged: change(() => {
      returns.toggleDamaged();
      voice.say(returns.store.getState().nextIsDamaged ? text.returns.damagedOn : text.returns.damagedOff);
    }),
    bookDrop: change(async () => {
      await returns.toggleBookDrop();
      const { bookDrop } = returns.store.getState();
      voice.say(bookDrop ? text.returns.bookDrop.on(desk.format().weekday(bookDrop.day)) : text.returns.bookDrop.off);
    }),
    bulk: change(() => {
      returns.toggleBulk();
      voice.say(returns.store.getState().isBulk ? text.returns.bulk.on : text.returns.bulk.off);
    }),
    bookDropDay: (day: string) => inTurn(desk, () => returns.setBookDropDay(day)),
  };
}
