import { Counter, Gauge } from 'prom-client';
import type { ModuleDeps } from '../deps.ts';
import type { Handlers } from '../http/call.ts';
import { refuseForeignBranch } from '../http/own-branches.ts';
import { changesOf } from './changes/service.ts';
import { digestOf } from './digest/service.ts';
import { Hints } from './events/hints.ts';
import { feedOf, type Reading } from './feed.ts';
import { snapshotText } from './snapshot/lines.ts';
import { createSeats } from './snapshot/seats.ts';
import { beginSnapshot, readAfter } from './snapshot/service.ts';
import { snapshotAnswer } from './snapshot/stream.ts';
import { createTurns } from './snapshot/turns.ts';

/** Of the pool's twenty connections; one only while somebody waits at a desk. */
const snapshotPagesAtOnce = 4;
/** And then a third of the time at most; but never so long that a desk takes its line for dead. */
const longestRestMs = 250;
/** Each has its share of those, so that a desk is not kept waiting between two pages. */
const snapshotsAtOnce = 20;

export function syncHandlers(deps: ModuleDeps): Handlers<'snapshot' | 'changes' | 'events' | 'digest' | 'reportDrift'> {
  const { closing, metrics } = deps;
  const lag = new Gauge({
    name: 'carrel_feed_lag_seconds',
    help: 'How long changes have waited for an older transaction that is still writing, anywhere in the cluster',
    registers: [metrics],
  });
  const drifts = new Counter({
    name: 'carrel_desk_drift_total',
    help: 'Caches that desks found to be wrong where they should have been right, and loaded afresh',
    registers: [metrics],
  });
  const hints = new Hints({ ...deps, showLag: (seconds) => lag.set(seconds) }, closing);
  new Gauge({
    name: 'carrel_event_streams',
    help: 'Desks that listen to this server for what is new',
    registers: [metrics],
    collect() {
      this.set(hints.open());
    },
  });
  const whileStreaming = createSeats(snapshotsAtOnce);
  const inTurn = createTurns(
    () => (deps.isBusy() ? 1 : snapshotPagesAtOnce),
    (tookMs) => (deps.isBusy() ? Math.min(2 * tookMs, longestRestMs) : 0),
  );
  return {
    async snapshot(call) {
      refuseForeignBranch(call, call.params.id);
      const order = { branchId: call.params.id, ...call.query };
      const after = readAfter(order);
      return whileStreaming(async () => {
        const head = await inTurn(() => call.reading((tx) => beginSnapshot(tx, order)));
        // From a replica only if it shows all that lies before the cursor: changes from there on are asked for later.
        const mayBrowse = (await deps.replica?.showsAllUntilNow().catch(() => false)) ?? false;
        const read: Reading = (work) => inTurn(() => (mayBrowse ? call.browsing(work) : call.reading(work)));
        const text = snapshotText(read, { branchId: order.branchId, head, after });
        const acceptEncoding = call.request.headers['accept-encoding'];
        return snapshotAnswer(text, { acceptEncoding, closing, log: call.request.log });
      });
    },
    async changes(call) {
      refuseForeignBranch(call, call.params.id);
      return call.reading((tx) => changesOf(tx, { branchId: call.params.id, ...call.query }));
    },
    async events(call) {
      refuseForeignBranch(call, call.params.id);
      await call.reading((tx) => feedOf(tx, call.params.id));
      const { tenantId, id, familyId } = call.principal;
      const credentialId = familyId ?? id;
      if (!tenantId || !credentialId) throw new Error('Whoever may pull has a tenant, and came in by something.');
      const { bytes } = await hints.listen({ tenantId, branchId: call.params.id, credentialId });
      // The stream ends with its connection, so that a server that goes away has none left open; nothing may hold it up.
      const headers = { 'cache-control': 'no-cache, no-transform', 'x-accel-buffering': 'no', connection: 'close' };
      return { contentType: 'text/event-stream', stream: bytes, headers };
    },
    async digest(call) {
      refuseForeignBranch(call, call.params.id);
      const order = { branchId: call.params.id, ...call.query };
      return inTurn(() => call.reading((tx) => digestOf(tx, order)));
    },
    async reportDrift(call) {
      const branchId = call.params.id;
      refuseForeignBranch(call, branchId);
      // In a transaction that keeps the key: a report that is sent again is not counted again.
      await call.transaction((tx) => feedOf(tx, branchId).then(() => undefined));
      drifts.inc();
      const { kind, id } = call.principal;
      call.request.log.warn({ branchId, by: { kind, id }, drift: call.body }, 'a desk found its cache to be wrong');
      return undefined;
    },
  };
}
