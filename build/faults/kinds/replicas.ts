import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { layLine } from '../proxy.ts';
import type { Fault, Scene } from './fault.ts';

/** Late, but not so late that servers stop asking it (sync-server/db/replica/replica.ts). */
const lateByMs = 2500;

export const replicaFaults = {
  'slow-replica': {
    isLong: true,
    what: 'a replica shows everything seconds late, then falls silent, then is gone, while desks fetch their branch',
    play: async (scene) => {
      const { database, servers } = scene.premises;
      const standby = await database.startLateStandby(lateByMs);
      const url = new URL(standby.url);
      const line = await layLine({ to: () => [Number(url.port)], random: scene.random.next });
      const toStandby = Object.assign(new URL(url), { port: String(line.port) });
      try {
        await restartServers(scene, { DATABASE_REPLICA_URL: toStandby.toString() });
        await pause(2000);
        await fetchAfresh(scene);
        line.fallSilent();
        await fetchAfresh(scene);
        await pause(2000);
        line.mend();
        line.cut();
        await fetchAfresh(scene);
      } finally {
        await Promise.all(servers.map((server) => server.stop()));
        line.close();
        await standby.stop();
        await Promise.all(servers.map((server) => server.start()));
      }
    },
  },
} satisfies Record<string, Fault>;

async function restartServers({ premises }: Scene, environment: Record<string, string>): Promise<void> {
  for (const server of premises.servers) {
    await server.stop();
    await server.start(environment);
  }
}

/** A desk has lost its cache, and takes a snapshot while everybody works. */
async function fetchAfresh({ desks, random }: Scene): Promise<void> {
  const { machine } = random.pick(desks);
  await machine.kill();
  rmSync(join(machine.folder, 'cache'), { recursive: true });
  await machine.start();
  await machine.until(({ cache }) => cache.kind === 'ready', 30_000);
}
