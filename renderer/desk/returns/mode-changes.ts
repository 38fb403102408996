import { text } from '../../text/language.ts';
import type { Desk } from '../desk.ts';
import { isTask } from '../task.ts';

type At = Pick<Desk, 'tasks' | 'voice' | 'queue' | 'place' | 'format'>;

/**
 * Changes what scans mean from now on, in the order of the scans: those made before it, and still waiting for their
 * answers, mean what they meant. Each says what it does, for whoever scans does not look at the switches.
 */
export function modeChanges(desk: At) {
  const { tasks, voice, queue } = desk;
  const { returns } = tasks;
  const inTurn = (change: () => void | Promise<void>) => () =>
    queue.add(async () => {
      // Locked or left meanwhile: whoever comes next begins as usual.
      if (isTask(desk.place())) await change();
    });
  return {
    damaged: inTurn(() => {
      returns.toggleDamaged();
      voice.say(returns.store.getState().nextIsDamaged ? text.returns.damagedOn : text.returns.damagedOff);
    }),
    bookDrop: inTurn(async () => {
      await returns.toggleBookDrop();
      const { bookDrop } = returns.store.getState();
      voice.say(bookDrop ? text.returns.bookDrop.on(desk.format().weekday(bookDrop.day)) : text.returns.bookDrop.off);
    }),
    bulk: inTurn(() => {
      returns.toggleBulk();
      voice.say(returns.store.getState().isBulk ? text.returns.bulk.on : text.returns.bulk.off);
    }),
    bookDropDay: (day: string) => inTurn(() => returns.setBookDropDay(day))(),
  };
}
