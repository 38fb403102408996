import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { DeskAtWork } from '../desks.ts';
import { atRandomMoments, aWhile, type Fault, type Scene } from './fault.ts';

const hourMs = 3_600_000;
const cacheOf = ({ machine }: DeskAtWork) => join(machine.folder, 'cache');

/** Kills the desk, does something to its folder, and starts it again: nobody tidied up in between. */
async function betweenTwoLives({ machine }: DeskAtWork, harm: () => void | Promise<void>): Promise<void> {
  await machine.kill();
  await harm();
  await machine.start();
}

export const deskFaults = {
  'kill-desk': {
    what: 'a desk is killed with -9 while it writes its outbox, the line being down half of the time',
    play: (scene) =>
      atRandomMoments(scene, 4, async () => {
        if (scene.random.chance(0.5)) scene.premises.line.cut();
        await aWhile(scene, 300);
        const { machine } = scene.random.pick(scene.desks);
        await machine.killWhileWriting();
        await aWhile(scene, 200);
        await machine.start();
        scene.premises.line.mend();
      }),
  },
  'disk-full': {
    what: 'a desk’s disk takes nothing more for seconds',
    unless: () => (spawnSync('prlimit', ['--version']).status === 0 ? null : 'there is no prlimit here'),
    play: async (scene) => {
      const { machine } = scene.random.pick(scene.desks);
      await aWhile(scene, 500);
      await machine.limitFiles(4096);
      await pause(3000);
      await machine.limitFiles('unlimited');
    },
  },
  'damaged-cache': {
    what: 'a desk’s cache file is damaged in the middle, or is no database at all',
    play: (scene) =>
      atRandomMoments(scene, 2, () => {
        const desk = scene.random.pick(scene.desks);
        desk.wasDamaged = true;
        return betweenTwoLives(desk, () => damage(cacheOf(desk), scene));
      }),
  },
  'foreign-cache': {
    what: 'a desk finds another branch’s cache in its folder',
    play: async (scene) => {
      const [one, other] = scene.desks;
      if (!one || !other) throw new Error('There are not enough desks.');
      await aWhile(scene, 500);
      await one.machine.kill();
      await betweenTwoLives(other, () => {
        rmSync(cacheOf(other), { recursive: true });
        cpSync(cacheOf(one), cacheOf(other), { recursive: true });
      });
      await one.machine.start();
    },
  },
  'wrong-clock': {
    what: 'a desk’s clock is two hours off, the line fails, the clock is corrected with returns queued, or after that',
    play: async (scene) => {
      const { machine } = scene.random.pick(scene.desks);
      for (const offMs of [2 * hourMs, -2 * hourMs]) {
        await machine.setClockWrongBy(offMs);
        await aWhile(scene, 1000);
        scene.premises.line.cut();
        await pause(1000);
        const mendings = [() => machine.setClockWrongBy(0), () => scene.premises.line.mend()];
        for (const mend of scene.random.chance(0.7) ? mendings : mendings.reverse()) {
          await mend();
          await aWhile(scene, 800);
        }
      }
    },
  },
} satisfies Record<string, Fault>;

async function damage(folder: string, { random }: Scene): Promise<void> {
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    if (random.chance(0.3)) writeFileSync(file, 'This is no database.');
    else await scribble(file, random.next());
  }
}

/** Overwrites a few hundred bytes somewhere behind the file's header. */
async function scribble(file: string, place: number): Promise<void> {
  const { size } = statSync(file);
  const handle = await open(file, 'r+');
  await handle.write(Buffer.alloc(400, 0xa5), 0, 400, Math.floor(100 + place * Math.max(0, size - 500)));
  await handle.close();
}
