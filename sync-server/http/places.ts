import type { RouteShape } from '#shared/contract/route.ts';
import { Admission } from './admission.ts';

export type Places = ReturnType<typeof placesFor>;

/** A desk waits four seconds for an answer; a thousand of them may ask for two things each. */
const desksAtOnce = { patienceMs: 2000, fewest: 2500, most: 5000, burst: 5000 };

/**
 * Who shares the database's connections how. What people do at desks may use all of them; what desks sync by themselves,
 * keys that are looked up before anybody knows whose they are, and files that are sent have bounds of their own.
 */
export function placesFor(connections: number) {
  const some = (share: number) => Math.max(1, Math.floor(connections * share));
  return {
    /**
     * Half a second is what somebody with a book in the hand waits without wondering. Sixty-four clients of one library
     * that ask without a pause are no storm yet.
     */
    work: new Admission({
      atOnce: connections,
      ofOneAtOnce: some(0.9),
      patienceMs: 500,
      fewest: 3 * connections,
      most: 10 * connections,
      burst: 20 * connections,
    }),
    /** When something changed all desks of a branch ask at once, and all of a library when the line is back. */
    sync: new Admission({ atOnce: some(0.4), ofOneAtOnce: some(0.4), ...desksAtOnce }),
    keys: new Admission({ atOnce: some(0.2), ofOneAtOnce: some(0.2), ...desksAtOnce }),
    /** They take minutes, and mostly wait for their senders: nobody queues behind them. */
    files: new Admission({ atOnce: 40, ofOneAtOnce: 5, patienceMs: 0, fewest: 0, most: 0, burst: 0 }),
  };
}

/** Where a route's requests have their turns; a snapshot's pages have theirs by themselves. */
export function placesOf(row: RouteShape, places: Places): Admission | undefined {
  if (row.tag === 'sync') return row.path.endsWith('/snapshot') ? undefined : places.sync;
  return row.body === 'stream' && row.who !== 'anyone' ? places.files : places.work;
}
