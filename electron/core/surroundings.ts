import type { Clock } from './clock.ts';
import type { Environment } from './settings/environment.ts';
import type { KeyStore } from './settings/key-store.ts';

export type Paper = 'slip' | 'a4';
export type Printed = { printed: boolean; sentence: string | null };

/** All that the core does not do itself: what differs between Electron, a browser's core, and a test. */
export type Surroundings = {
  mode: 'electron' | 'browser';
  version: string;
  /** Installed for users: nothing that is only for tests works there. */
  packaged: boolean;
  /** The desk's own folder: settings, cache, outbox. */
  folder: string;
  environment: Environment;
  keys: KeyStore;
  print(html: string, paper: Paper): Promise<Printed>;
  clock: Clock;
};
