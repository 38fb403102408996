import type { z } from 'zod';
import { ClientFrame, type HostFrame } from '#shared/contract/bridge/frames.ts';
import {
  bridgeCalls,
  bridgeEvents,
  type CallName,
  type CallOutput,
  type EventName,
  type EventPayload,
} from '#shared/contract/bridge.ts';
import type { DeskState } from '#shared/contract/desk.ts';
import type { Policy } from '#shared/contract/policy.ts';
import type { ScanEvent } from '#shared/contract/scan.ts';
import type { WantedPolicy } from '#shared/rules/policy-list.ts';
import { accountCalls } from './account-calls.ts';
import { boxCalls } from './box-calls.ts';
import { catalogCalls } from './catalog-calls.ts';
import { circulationCalls } from './circulation-calls.ts';
import { deskCalls } from './desk-calls.ts';
import { type ExampleLibrary, exampleLibrary } from './example-library.ts';
import { exampleState } from './example-state.ts';
import { holdCalls } from './hold-calls.ts';
import { memberCalls } from './member-calls.ts';
import { noticeCalls } from './notice-calls.ts';
import { policiesCalls } from './policies-calls.ts';
import { stocktakeCalls } from './stocktake-calls.ts';
import { transferCalls } from './transfer-calls.ts';
import { wordingCalls } from './wording-calls.ts';

type Input<N extends CallName> = z.output<(typeof bridgeCalls)[N]['in']>;
type HostCall<N extends CallName> = (input: Input<N>) => CallOutput<N> | Promise<CallOutput<N>>;
type HostCalls = { [N in CallName]: HostCall<N> };
/** The calls of one subject: `CallsOf<'members'>`. */
export type CallsOf<Subject extends string> = Pick<HostCalls, Extract<CallName, `${Subject}.${string}`>>;

/**
 * A core in memory, for the window's own tests and for looking at its screens: the same frames over the same
 * contract, decisions as simple as can be. The real core has tests of its own.
 */
export class TestHost {
  readonly library: ExampleLibrary;
  readonly calls: HostCalls;
  /** Every call in the order in which it came, for tests to look at. */
  readonly heard: { call: string; input: unknown }[] = [];
  readonly printed: string[] = [];
  /** How long each call takes. */
  delayMs = 0;
  /** As another admin at another desk. */
  changeRulesElsewhere: (change: (policies: Policy[]) => WantedPolicy[]) => void = () => {};
  state: DeskState;
  #send: (frame: HostFrame) => void = () => {};

  constructor(library: ExampleLibrary = exampleLibrary()) {
    this.library = library;
    this.state = exampleState(library);
    this.calls = {
      ...deskCalls(this),
      ...memberCalls(this),
      ...accountCalls(this),
      ...circulationCalls(this),
      ...catalogCalls(this),
      ...noticeCalls(this),
      ...policiesCalls(this),
      ...stocktakeCalls(this),
      ...holdCalls(this),
      ...transferCalls(this),
      ...boxCalls(this),
      ...wordingCalls(this),
    };
  }

  /** Takes over a line to a window; the answer is what to do with the window's frames. */
  connect(send: (frame: HostFrame) => void): (frame: unknown) => void {
    this.#send = send;
    return (frame) => void this.#answer(frame).then((answer) => this.#send(answer));
  }

  emit<N extends EventName>(event: N, payload: EventPayload<N>): void {
    bridgeEvents[event].parse(payload);
    this.#send({ event, payload });
  }

  change(changes: Partial<DeskState>): void {
    this.state = { ...this.state, ...changes };
    this.emit('state', this.state);
  }

  goOffline(): void {
    const since = '2026-11-22T10:42:00.000Z';
    this.change({ connection: { kind: 'offline', since, lastCaughtUpAt: since } });
  }

  goLive(): void {
    this.change({ connection: { kind: 'live', since: '2026-11-22T10:50:00.000Z' } });
  }

  get isOffline(): boolean {
    return this.state.connection.kind === 'offline';
  }

  /** A scan from a USB scanner. */
  hidScan(scan: ScanEvent): void {
    this.emit('scan', scan);
  }

  async #answer(received: unknown): Promise<HostFrame> {
    const { id, call, input } = ClientFrame.parse(received);
    this.heard.push({ call, input });
    if (this.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, this.delayMs));
    if (!isCallName(call)) return { id, ok: false, sentence: `The test host has no call ${call}.` };
    try {
      return { id, ok: true, output: await this.#run(call, input) };
    } catch (error) {
      return { id, ok: false, sentence: String(error) };
    }
  }

  async #run<N extends CallName>(name: N, input: unknown): Promise<unknown> {
    return this.calls[name](inputs[name].in.parse(input));
  }
}

const inputs: { [N in CallName]: { in: { parse(value: unknown): Input<N> } } } = bridgeCalls;
const isCallName = (name: string): name is CallName => Object.hasOwn(bridgeCalls, name);
