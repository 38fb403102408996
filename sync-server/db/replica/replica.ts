import { setTimeout as wait } from 'node:timers/promises';
import { ask } from '../ask.ts';
import { type Database, openDatabase } from '../database.ts';
import { lagMeter } from './lag.ts';
import { shownPlace, writtenPlace } from './queries.ts';
import { walPlace } from './wal-place.ts';

/** A standby that answers what may be a little stale, as long as it keeps up. */
export type Replica = {
  readonly database: Database;
  /** Whether it may be asked now. */
  keepsUp(): boolean;
  /** Seconds by which it is behind; null where it cannot be asked. */
  lagSeconds(): number | null;
  /** It failed: nobody asks it until it has been looked at again. */
  setAside(): void;
  /** Whether it shows everything that the primary committed up to now. */
  showsAllUntilNow(): Promise<boolean>;
  close(): Promise<void>;
};

type ReplicaSettings = {
  url: string;
  primary: Database;
  /** Told whenever it begins or ceases to keep up. */
  say: (sentence: string) => void;
  lookEveryMs?: number;
  /** Further behind than this it is not asked. */
  mostLagMs?: number;
};

/** Opens a standby and watches how far it is behind, until closed. */
export function openReplica({ url, primary, say, lookEveryMs = 1000, mostLagMs = 5000 }: ReplicaSettings): Replica {
  const database = openDatabase({ url, name: 'carrel-server-replica' });
  const meter = lagMeter();
  const closing = new AbortController();
  let lagMs: number | null = null;

  const look = async () => {
    const at = Date.now();
    meter.written(at, await written(primary));
    // A network that has gone silent breaks no connection: whoever waits for the replica would wait for ever.
    const impatience = setTimeout(() => database.hangUp(), mostLagMs);
    const shown = await shownBy(database).finally(() => clearTimeout(impatience));
    // A primary named by mistake would be asked twice: it is no replica.
    lagMs = shown === null ? null : meter.lagOf(shown);
  };
  const watch = async () => {
    let keptUp: boolean | undefined;
    while (!closing.signal.aborted) {
      await look().catch(() => {
        lagMs = null;
        database.hangUp();
      });
      const isUp = lagMs !== null && lagMs <= mostLagMs;
      if (isUp !== keptUp)
        say(
          isUp
            ? 'The replica keeps up: search and reports go there.'
            : 'The replica is away or too far behind: all reads go to the primary.',
        );
      keptUp = isUp;
      await wait(lookEveryMs, undefined, { signal: closing.signal }).catch(() => {});
    }
  };
  const watching = watch();

  return {
    database,
    keepsUp: () => lagMs !== null && lagMs <= mostLagMs,
    lagSeconds: () => (lagMs === null ? null : lagMs / 1000),
    setAside: () => {
      lagMs = null;
    },
    showsAllUntilNow: async () => {
      const place = await written(primary);
      const shown = await shownBy(database);
      return shown !== null && shown >= place;
    },
    close: async () => {
      closing.abort();
      database.hangUp();
      await watching;
      await database.close();
    },
  };
}

async function written(primary: Database): Promise<bigint> {
  const [row] = await ask(primary, writtenPlace);
  if (!row) throw new Error('The primary does not say where it has come to.');
  return walPlace(row.place);
}

async function shownBy(standby: Database): Promise<bigint | null> {
  const [row] = await ask(standby, shownPlace);
  return row?.place ? walPlace(row.place) : null;
}
