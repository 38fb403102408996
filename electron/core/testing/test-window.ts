import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HostFrame } from '#shared/contract/bridge/frames.ts';
import {
  bridgeCalls,
  type CallInput,
  type CallName,
  type CallOutput,
  type EventName,
  type EventPayload,
} from '#shared/contract/bridge.ts';
import type { DeskState } from '#shared/contract/desk.ts';
import { createBridgeHost, type DeskEvent } from '../bridge-host.ts';
import { type Clock, systemClock } from '../clock.ts';
import { type Desk, openDesk } from '../desk.ts';
import { readEnvironment } from '../settings/environment.ts';
import { fileKeyStore } from '../settings/key-store.ts';
import { deskTasksOf } from '../tasks/tasks.ts';

/** A whole desk in this process, with a window that only the bridge connects to it. */
export class TestWindow {
  readonly folder: string;
  readonly desk: Desk;
  readonly events: DeskEvent[];
  readonly #say: (message: unknown) => void;
  readonly #waiting = new Map<number, (frame: HostFrame) => void>();
  #lastId = 0;

  static async open(
    given: { folder?: string; variables?: Record<string, string>; clock?: Clock } = {},
  ): Promise<TestWindow> {
    const folder = given.folder ?? mkdtempSync(join(tmpdir(), 'carrel-desk-'));
    const environment = readEnvironment({ CARREL_FAKE_HID: join(folder, 'hid.socket'), ...given.variables });
    if ('sentence' in environment) throw new Error(environment.sentence);
    const events: DeskEvent[] = [];
    const surroundings = { mode: 'browser', version: '0.0.0', packaged: false, folder, environment } as const;
    const desk = await openDesk(
      {
        ...surroundings,
        keys: fileKeyStore(folder),
        print: async () => ({ printed: true, sentence: null }),
        printers: async () => [],
        clock: given.clock ?? systemClock,
      },
      (event) => events.push(event),
      300,
    );
    return new TestWindow(folder, desk, events);
  }

  private constructor(folder: string, desk: Desk, events: DeskEvent[]) {
    this.folder = folder;
    this.desk = desk;
    this.events = events;
    let say = (_: unknown) => {};
    createBridgeHost(Promise.resolve(deskTasksOf(desk))).connect({
      send: (frame) => 'id' in frame && this.#waiting.get(frame.id)?.(frame),
      onMessage: (listener) => {
        say = listener;
      },
      onClose: () => {},
    });
    this.#say = (message) => say(message);
  }

  /** A call as the window makes it: both ways through the schemas of the contract. */
  async call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
    this.#lastId += 1;
    const id = this.#lastId;
    const frame = await new Promise<HostFrame>((resolve) => {
      this.#waiting.set(id, resolve);
      this.#say({ id, call: name, input });
    });
    if (!('ok' in frame)) throw new Error('an event is no answer');
    if (!frame.ok) throw new Error(frame.sentence);
    return bridgeCalls[name].out.parse(structuredClone(frame.output)) as CallOutput<N>;
  }

  heard<N extends EventName>(name: N): EventPayload<N>[] {
    return this.events.filter(({ event }) => event === name).map(({ payload }) => payload as EventPayload<N>);
  }

  /** Waits until the desk's state is as wanted, as a person would who looks at the screen. */
  async until(isWanted: (state: DeskState) => boolean, withinMs = 20_000): Promise<DeskState> {
    const endsAt = Date.now() + withinMs;
    for (;;) {
      const state = await this.call('desk.state', {});
      if (isWanted(state)) return state;
      if (Date.now() > endsAt) throw new Error(`The desk never came to it: ${JSON.stringify(state)}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Closes the desk and keeps its folder, for the next start. */
  async close(): Promise<void> {
    await this.desk.close();
  }

  async discard(): Promise<void> {
    await this.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
