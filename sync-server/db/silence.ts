import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import { ask } from './ask.ts';
import { type Database, openDatabase } from './database.ts';
import { sql } from './sql.ts';

type Watched = {
  url: string;
  /** Whose connections are ended when nobody answers. */
  database: Database;
  /** Told whenever it falls silent or answers again. */
  say: (sentence: string) => void;
  lookEveryMs?: number;
  patienceMs?: number;
};

const stillThere = sql('silence.still_there', 'select 1');

/**
 * A network that goes silent, or a Postgres that stands still, breaks no connection, and its own time limits are of no use
 * then: whoever waits would wait for ever, and keep his place. So it is asked on a connection of its own, and when that
 * is not answered in time, all hang up: they are told that the database is away, and may ask again under their key.
 */
export function watchForSilence({ url, database, say, lookEveryMs = 1000, patienceMs = 4000 }: Watched) {
  const own = openDatabase({ url, max: 1, name: 'carrel-server-watch' });
  const closing = new AbortController();
  let isSilent = false;

  const look = async () => {
    let hasAnswered = false;
    const impatience = setTimeout(async () => {
      // This process may have stood still itself: what has come meanwhile is read first.
      await nextTurn();
      if (hasAnswered) return;
      if (!isSilent) say('The database has fallen silent: nobody waits for it.');
      isSilent = true;
      database.hangUp();
      own.hangUp();
    }, patienceMs);
    // A database that refuses is not silent, and its connections have ended by themselves.
    const answered = await ask(own, stillThere).catch(() => null);
    hasAnswered = true;
    clearTimeout(impatience);
    if (answered && isSilent) say('The database answers again.');
    if (answered) isSilent = false;
  };
  const watch = async () => {
    while (!closing.signal.aborted) {
      await look();
      await wait(lookEveryMs, undefined, { signal: closing.signal }).catch(() => {});
    }
  };
  const watching = watch();

  return {
    async stop() {
      closing.abort();
      own.hangUp();
      await watching;
      await own.close();
    },
  };
}
