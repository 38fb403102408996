import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import Database from 'better-sqlite3';
import { sentences } from '../../../electron/core/sentences.ts';
import type { DeskAtWork } from '../desks.ts';
import type { Fault, Scene } from './fault.ts';
import { aWhile } from './fault.ts';

/** What makes a server one of another version. */
const anotherProtocol = {
  NODE_OPTIONS: `--import=${pathToFileURL(join(import.meta.dirname, '..', 'another-protocol.ts')).href}`,
};

export const versionFaults = {
  'newer-cache': {
    what: 'a desk finds its cache file written by a newer version of itself',
    play: async (scene) => {
      const { machine } = scene.random.pick(scene.desks);
      await aWhile(scene, 500);
      await machine.kill();
      const file = new Database(machine.cacheFile());
      file.pragma('user_version = 1000');
      file.close();
      await machine.start();
      const { cache } = await machine.call('desk.state', {});
      if (cache.kind === 'ready') scene.complain('A desk went on with a cache of a newer version.');
    },
  },
  'other-protocol': {
    isLong: true,
    what: 'a server whose feed is of another version works beside the usual one, then only such servers do',
    play: async (scene) => {
      const [first, second] = scene.premises.servers;
      if (!first || !second) throw new Error('There are not enough servers.');
      const caches = scene.desks.map(({ machine }) => machine.cacheFile());
      await second.stop();
      await second.start(anotherProtocol);
      await pause(4000);
      await first.stop();
      await first.start(anotherProtocol);
      await Promise.all(scene.desks.map((desk) => saysSoAndGoesOn(scene, desk)));
      for (const [n, { name, machine }] of scene.desks.entries()) {
        if (machine.cacheFile() !== caches[n]) scene.complain(`${name} loaded its branch afresh for nothing.`);
      }
      for (const server of [first, second]) {
        await server.stop();
        await server.start();
      }
    },
  },
} satisfies Record<string, Fault>;

/** A desk that cannot follow says why, shows what it had, and sends what is observed: that has not changed. */
async function saysSoAndGoesOn({ complain, busy }: Scene, { name, machine }: DeskAtWork): Promise<void> {
  const said = await machine
    .until(({ notices }) => notices?.includes(sentences.feedOtherVersion) ?? false, 40_000)
    .catch(() => null);
  if (!said) return complain(`${name} did not say that the server is of another version.`);
  if ((await machine.cachedCopies()).length === 0) complain(`${name} showed no copy any more.`);
  const answer = await machine.call('loans.return', { barcode: busy.barcodes[0] ?? '' });
  if (answer.kind === 'queued') complain(`${name} could send no return: ${answer.sentence}`);
}
