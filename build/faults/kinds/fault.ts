import { setTimeout as pause } from 'node:timers/promises';
import type { BusyLibrary } from '../../../sync-server/invariants/testing/busy-library.ts';
import type { Random } from '../../demo/random.ts';
import type { DeskAtWork } from '../desks.ts';
import type { Premises } from '../premises.ts';
import type { TakenBack } from '../verify.ts';

/** Where a fault happens: people are at work here all the while. */
export type Scene = {
  premises: Premises;
  busy: BusyLibrary;
  desks: readonly DeskAtWork[];
  random: Random;
  /** What must not be, seen on the way. */
  complain: (sentence: string) => void;
  /** What nobody can be blamed for having lost. */
  takeBack: (taken: TakenBack) => void;
};

export type Fault = {
  what: string;
  /** It turns the machines upside down, and is not mixed with others. */
  isLong?: true;
  /** Why it cannot happen on this machine; null where it can. */
  unless?: () => string | null;
  /** Does the harm, and mends it. */
  play: (scene: Scene) => Promise<void>;
};

/** Some milliseconds, no two times the same. */
export const aWhile = ({ random }: Pick<Scene, 'random'>, atMost: number) => pause(random.between(0, atMost));

/** Does it so many times, each at a moment of its own. */
export async function atRandomMoments(scene: Scene, times: number, harm: () => Promise<void>): Promise<void> {
  for (let n = 0; n < times; n++) {
    await aWhile(scene, 700);
    await harm();
  }
}
