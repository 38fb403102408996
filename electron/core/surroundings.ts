import type { Clock } from './clock.ts';
import type { Environment } from './settings/environment.ts';
import type { KeyStore } from './settings/key-store.ts';

export type Paper = 'slip' | 'a4';
export type PrintOrder = { html: string; paper: Paper; printer: string | null };
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
  /** On the printer of that name, or, with none, on the one that the system asks for. */
  print(page: PrintOrder): Promise<Printed>;
  /** The system's names of its printers. */
  printers(): Promise<string[]>;
  clock: Clock;
};
