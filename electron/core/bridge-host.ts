import type { z } from 'zod';
import { ClientFrame, type HostFrame } from '#shared/contract/bridge/frames.ts';
import {
  type BridgeCalls,
  type BridgeEvents,
  bridgeCalls,
  type CallName,
  type EventName,
} from '#shared/contract/bridge.ts';
import { DeskError } from './desk-error.ts';
import { sentences } from './sentences.ts';

/** What the core does for each call of the window, by the table of the contract. */
export type Tasks = { [N in CallName]: Task<N> };
type Input<N extends CallName> = z.output<BridgeCalls[N]['in']>;
export type Task<N extends CallName> = (
  input: Input<N>,
) => Promise<z.input<BridgeCalls[N]['out']>> | z.input<BridgeCalls[N]['out']>;
/** The calls of one subject: `TaskGroup<'members'>`. */
export type TaskGroup<Subject extends string> = Pick<Tasks, Extract<CallName, `${Subject}.${string}`>>;

export type DeskEvent = {
  [N in EventName]: { event: N; payload: z.input<BridgeEvents[N]> };
}[EventName];

/** One window's line: a MessagePort or a WebSocket. */
export type BridgePort = {
  send(frame: HostFrame): void;
  onMessage(listener: (message: unknown) => void): void;
  onClose(listener: () => void): void;
};

export type BridgeHost = ReturnType<typeof createBridgeHost>;

/**
 * The core's side of the bridge. Calls that come before the desk is ready wait for it; unknown names and wrong input
 * are refused; nothing that a window sends can do more than that.
 */
export function createBridgeHost(ready: Promise<Tasks>) {
  /** The windows, the one at which somebody was last at the end. */
  let ports: readonly BridgePort[] = [];
  const without = (port: BridgePort) => ports.filter((other) => other !== port);
  // Every call reports a desk that cannot start by itself.
  ready.catch(() => {});

  return {
    connect(port: BridgePort): void {
      ports = [port, ...ports];
      port.onClose(() => {
        ports = without(port);
      });
      port.onMessage((message) => {
        const frame = ClientFrame.safeParse(message);
        // What is no call has nobody who waits for an answer.
        if (!frame.success) return;
        if (frame.data.call === 'session.touch' && ports.includes(port)) ports = [...without(port), port];
        void answer(ready, frame.data).then((answered) => port.send(answered));
      });
    },
    /** Every window hears of what happens; a scan is for one only, or two would act on it. */
    emit({ event, payload }: DeskEvent): void {
      for (const port of event === 'scan' ? ports.slice(-1) : ports) port.send({ event, payload });
    },
  };
}

async function answer(ready: Promise<Tasks>, { id, call, input }: ClientFrame): Promise<HostFrame> {
  try {
    if (!isCallName(call)) throw new DeskError(sentences.badCall);
    return { id, ok: true, output: await run(await ready, call, input) };
  } catch (error) {
    if (error instanceof DeskError) return { id, ok: false, sentence: error.message };
    console.error(`The call ${call} failed.`, error);
    return { id, ok: false, sentence: sentences.deskError };
  }
}

/** Own names of the table only: `constructor` and its like are not calls. */
const isCallName = (name: string): name is CallName => Object.hasOwn(bridgeCalls, name);

function run<N extends CallName>(tasks: Tasks, name: N, input: unknown) {
  const given = inputs[name].in.safeParse(input);
  if (given.success) return tasks[name](given.data);
  const [issue] = given.error.issues;
  throw new DeskError(sentences.badInput(issue?.path.join('.') ?? '', issue?.message ?? 'is not right'));
}

/** The table, typed so that the compiler sees each call's input and its task belong together. */
const inputs: { [N in CallName]: { in: z.ZodType<Input<N>> } } = bridgeCalls;
