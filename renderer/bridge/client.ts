import type { z } from 'zod';
import { createStore } from 'zustand/vanilla';
import { type ClientFrame, HostFrame } from '#shared/contract/bridge/frames.ts';
import {
  bridgeCalls,
  bridgeEvents,
  type CallInput,
  type CallName,
  type CallOutput,
  type EventName,
  type EventPayload,
} from '#shared/contract/bridge.ts';
import { text } from '../text/language.ts';
import type { Transport } from './transport.ts';

/** A call that came to nothing, with a sentence for the screen. */
export class BridgeError extends Error {
  override name = 'BridgeError';
}

export type Line = 'connecting' | 'ready' | 'lost';

type Parser<T> = { safeParse(value: unknown): z.ZodSafeParseResult<T> };
// Written as tables by name, so that TypeScript knows which answer belongs to which call.
const answers: { [N in CallName]: { out: Parser<CallOutput<N>> } } = bridgeCalls;
const events: { [N in EventName]: Parser<EventPayload<N>> } = bridgeEvents;

type Pending = { frame: ClientFrame; sent: boolean; settle(output: unknown): void; fail(sentence: string): void };

/** The window's side of the bridge: calls to the core, events from it, and whether the core is there at all. */
export class Bridge {
  readonly line = createStore<{ line: Line }>(() => ({ line: 'connecting' }));
  readonly #transport: Transport;
  readonly #pending = new Map<number, Pending>();
  readonly #listeners = new Map<string, Set<(payload: unknown) => void>>();
  #lastId = 0;

  constructor(transport: Transport) {
    this.#transport = transport;
    transport.open({
      onReady: () => {
        this.#sendWaiting();
        this.line.setState({ line: 'ready' });
      },
      onFrame: (frame) => this.#receive(frame),
      onGone: () => this.#lose(),
    });
  }

  /** Waits for the core if it is not there yet. Rejects with a BridgeError only. */
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      const fail = (sentence: string) => reject(new BridgeError(sentence));
      const settle = (output: unknown) => {
        const answer = answers[name].out.safeParse(output);
        if (answer.success) return resolve(answer.data);
        console.error(`The core's answer to ${name} was not understood.`, answer.error);
        fail(text.bridge.notUnderstood);
      };
      this.#pending.set(id, { frame: { id, call: name, input }, sent: false, settle, fail });
      if (this.line.getState().line === 'ready') this.#sendWaiting();
    });
  }

  /** The answer stops listening. */
  on<N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void): () => void {
    const heard = (payload: unknown) => {
      const event = events[name].safeParse(payload);
      if (event.success) listener(event.data);
      else console.error(`The core's ${name} event was not understood.`, event.error);
    };
    const all = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, all.add(heard));
    return () => all.delete(heard);
  }

  #sendWaiting(): void {
    for (const waiting of this.#pending.values()) {
      if (waiting.sent) continue;
      waiting.sent = true;
      this.#transport.send(waiting.frame);
    }
  }

  #receive(received: unknown): void {
    const frame = HostFrame.safeParse(received);
    if (!frame.success) console.error('A frame from the core was not understood.', frame.error);
    else if ('event' in frame.data) this.#tell(frame.data.event, frame.data.payload);
    else this.#settle(frame.data);
  }

  #settle(frame: Extract<HostFrame, { id: number }>): void {
    const answered = this.#pending.get(frame.id);
    this.#pending.delete(frame.id);
    if (frame.ok) answered?.settle(frame.output);
    else answered?.fail(frame.sentence);
  }

  #tell(event: string, payload: unknown): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(payload);
  }

  /** What was sent and not answered may or may not have been done: only a person can tell. The rest waits on. */
  #lose(): void {
    this.line.setState({ line: 'lost' });
    for (const [id, lost] of this.#pending) {
      if (!lost.sent) continue;
      this.#pending.delete(id);
      lost.fail(text.bridge.lost);
    }
  }
}
