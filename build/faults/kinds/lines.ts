import { setTimeout as pause } from 'node:timers/promises';
import { atRandomMoments, type Fault } from './fault.ts';

export const lineFaults = {
  'lost-answer': {
    what: 'every third answer is lost after the server did what was asked',
    play: async ({ premises: { line } }) => {
      line.loseAnswers(0.33);
      await pause(2000);
      line.mend();
    },
  },
  'lost-commit': {
    what: 'the database’s answers are lost on their way to the servers, those to COMMIT among them',
    play: async ({ premises: { cable } }) => {
      cable.loseAnswers(0.03);
      await pause(3000);
      cable.mend();
    },
  },
  'unheard-commit': {
    what: 'COMMIT is lost on its way to the database, and with it all that was to be done',
    play: async ({ premises: { cable } }) => {
      const before = cable.counted.lost;
      // As it is called in sync-server/db/transaction.ts.
      cable.loseRequests('transaction.commit', 0.2);
      await pause(3000);
      cable.mend();
      if (cable.counted.lost === before) throw new Error('No COMMIT was lost.');
    },
  },
  'cut-line': {
    what: 'desks and servers are cut off from each other, again and again',
    play: (scene) =>
      atRandomMoments(scene, 3, async () => {
        scene.premises.line.cut();
        await pause(scene.random.between(500, 2500));
        scene.premises.line.mend();
      }),
  },
  'silent-line': {
    what: 'the line goes silent without a word, then everything that was held up arrives at once',
    play: async ({ premises: { line } }) => {
      line.fallSilent();
      await pause(6000);
      line.mend();
    },
  },
  'doubled-line': {
    what: 'whatever is said on the line reaches two servers at once, and one of them is heard',
    play: async ({ premises: { line } }) => {
      line.deliverTwice();
      await pause(4000);
      line.mend();
    },
  },
  'slow-line': {
    what: 'every packet takes its time, and some answers never come',
    play: async ({ premises: { line } }) => {
      line.slowDown(250);
      line.loseAnswers(0.05);
      await pause(4000);
      line.mend();
    },
  },
} satisfies Record<string, Fault>;
