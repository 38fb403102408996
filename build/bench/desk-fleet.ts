import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openCache } from '../../electron/core/cache/cache.ts';
import { startSync } from '../../electron/core/sync/start-sync.ts';
import { smallLibrary } from './small-library.ts';

/** Where a desk is, and its key. */
type Enrolled = { branchId: string; key: string };
export type Fleet = Awaited<ReturnType<typeof openFleet>>;

const desksOfBranch = 10;
const copiesOfBranch = 20;
/** Opening them is not measured: a few at a time. */
const openedAtOnce = 20;

/** A library with so many desks, ten in each branch, and a few copies to change. */
export function enrolledDesks(ownerUrl: string, count: number) {
  return smallLibrary(ownerUrl, async (library) => {
    const branches = await Promise.all(
      Array.from({ length: Math.ceil(count / desksOfBranch) }, () => library.aBranch()),
    );
    const perBranch = branches.map(async ({ id: branchId }) => {
      const copies = Array.from({ length: copiesOfBranch }, () => library.aCopy({ homeBranchId: branchId }));
      const desks = Array.from({ length: desksOfBranch }, () => library.aDesk({ branchId }));
      return { branchId, copies: await Promise.all(copies), desks: await Promise.all(desks) };
    });
    const filled = await Promise.all(perBranch);
    return {
      tenant: library.slug,
      tenantId: library.tenantId,
      desks: filled.flatMap(({ desks }): Enrolled[] => desks).slice(0, count),
      copies: filled.map(({ branchId, copies }) => ({ branchId, id: copies[0]?.id ?? '' })),
    };
  });
}

/** The real desks' sync, each with its own cache on the disk; what they ask is counted when the server has answered. */
export async function openFleet(serverUrl: string, tenant: string, enrolled: readonly Enrolled[]) {
  const folder = mkdtempSync(join(tmpdir(), 'carrel-bench-fleet-'));
  const asked: number[] = [];
  const listening: number[] = [];
  let line = new AbortController();
  const counted: typeof fetch = async (input, init) => {
    const sentAt = performance.now();
    const signal = AbortSignal.any([line.signal, ...(init?.signal ? [init.signal] : [])]);
    const answer = await fetch(input, { ...init, signal });
    asked.push(sentAt);
    if (String(input).endsWith('/events')) listening.push(performance.now());
    return answer;
  };
  const desks: FleetDesk[] = [];
  for (let at = 0; at < enrolled.length; at += openedAtOnce) {
    const next = enrolled.slice(at, at + openedAtOnce);
    desks.push(
      ...next.map((each, n) =>
        openDesk(each, { dir: join(folder, String(at + n)), tenant, serverUrl, fetch: counted }),
      ),
    );
    await until(() => desks.every(({ isLive }) => isLive));
  }

  return {
    desks,
    /** When what was answered since then was asked, in order. */
    askedSince: (since: number) => asked.filter((at) => at >= since).sort((a, b) => a - b),
    /** Every connection breaks at the same moment, and the server is still there. @returns when each listened again */
    async cut(): Promise<number[]> {
      const cutAt = performance.now();
      const broken = line;
      line = new AbortController();
      broken.abort(new TypeError('terminated')); // as fetch says it
      const since = () => listening.filter((at) => at > cutAt);
      await until(() => since().length >= desks.length);
      return since();
    },
    /** Each has gone through a time without the server since then, and is live again. @returns when each was */
    async liveAgainSince(since: number): Promise<number[]> {
      await until(() => desks.every(({ isLive, liveAt }) => isLive && liveAt > since));
      return desks.map(({ liveAt }) => liveAt);
    },
    /** @returns when each desk of the branch, or of all, held what changed after `since` */
    async changedSince(since: number, branchId?: string): Promise<number[]> {
      const told = desks.filter((desk) => branchId === undefined || desk.branchId === branchId);
      await until(() => told.every(({ changedAt }) => changedAt > since));
      return told.map(({ changedAt }) => changedAt);
    },
    async close() {
      await Promise.all(desks.map((desk) => desk.close()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** When a desk became live or otherwise, and when it last held something new. */
type FleetDesk = { branchId: string; isLive: boolean; liveAt: number; changedAt: number; close(): Promise<void> };
type Place = { dir: string; tenant: string; serverUrl: string; fetch: typeof fetch };

function openDesk({ branchId, key: deskKey }: Enrolled, { dir, tenant, serverUrl, fetch }: Place): FleetDesk {
  const now = () => new Date();
  const cache = openCache({ dir, tenant, branchId, now });
  const desk: FleetDesk = { branchId, isLive: false, liveAt: 0, changedAt: 0, close: async () => {} };
  const sync = startSync({
    cache,
    serverUrl,
    branchId,
    deskKey,
    now,
    fetch,
    onConnection: ({ kind }) => {
      desk.isLive = kind === 'live';
      desk.liveAt = performance.now();
    },
    onCacheState: () => {},
    onChanged: () => {
      desk.changedAt = performance.now();
    },
    onTrouble: () => {},
  });
  desk.close = async () => {
    await sync.stop();
    cache.close();
  };
  return desk;
}

const withinMs = 120_000;

async function until(isSo: () => boolean): Promise<void> {
  const ends = performance.now() + withinMs;
  while (!isSo()) {
    if (performance.now() > ends) throw new Error('The desks did not get there within two minutes.');
    await pause(5);
  }
}
