import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { fullDisk } from '../server-machine.ts';
import { atRandomMoments, aWhile, type Fault } from './fault.ts';

export const serverFaults = {
  'kill-server': {
    what: 'a server is killed with -9 and started again',
    play: (scene) =>
      atRandomMoments(scene, 2, async () => {
        const server = scene.random.pick(scene.premises.servers);
        await server.kill();
        await aWhile(scene, 300);
        await server.start();
      }),
  },
  'rolling-restart': {
    what: 'each server in turn is stopped and started under load',
    play: async ({ premises }) => {
      for (const server of premises.servers) {
        await server.stop();
        await server.start();
      }
    },
  },
  'full-log': {
    what: 'the disk with a server’s log is full, and every line of it is refused',
    unless: () => (existsSync(fullDisk) ? null : `there is no ${fullDisk} here`),
    play: async (scene) => {
      const server = scene.random.pick(scene.premises.servers);
      await server.stop();
      await server.startWithFullLog();
      await pause(2000);
      if (server.hasEnded()) scene.complain('A server ended because its log was full.');
      await server.stop();
      await server.start();
    },
  },
  'paused-server': {
    what: 'a server stands still for seconds, and then goes on as if nothing had been',
    play: async (scene) => {
      const server = scene.random.pick(scene.premises.servers);
      await aWhile(scene, 500);
      server.pause();
      await pause(3000);
      server.goOn();
    },
  },
} satisfies Record<string, Fault>;
