// The core in Electron: a utility process. It is told by the main process where it is and which windows there are.
import type { HostFrame } from '#shared/contract/bridge/frames.ts';
import { type BridgePort, createBridgeHost, type Tasks } from './bridge-host.ts';
import { systemClock } from './clock.ts';
import { type Desk, openDesk } from './desk.ts';
import { DeskError, startFailure } from './desk-error.ts';
import { goOnWithFullLog } from './full-log.ts';
import { trustWhatTheComputerTrusts } from './server/trusted-certificates.ts';
import { readEnvironment } from './settings/environment.ts';
import { ShellLine } from './shell-line.ts';
import { ToCore } from './shell-messages.ts';
import { deskTasksOf } from './tasks/tasks.ts';

goOnWithFullLog();
trustWhatTheComputerTrusts();
const shell = new ShellLine((message) => process.parentPort.postMessage(message));
let desk: Desk | null = null;
let ready = (_: Tasks | Promise<never>) => {};
const host = createBridgeHost(
  new Promise<Tasks>((resolve) => {
    ready = resolve;
  }),
);

process.parentPort.on('message', ({ data, ports }) => {
  const message = ToCore.parse(data);
  if (message.kind === 'start') void start(message);
  else if (message.kind === 'window') connect(ports[0]);
  else if (message.kind === 'stop') void stop();
  else shell.heard(message);
});

async function start({ folder, version, packaged, key, keyNotice }: Extract<ToCore, { kind: 'start' }>): Promise<void> {
  try {
    const environment = readEnvironment(process.env);
    if ('sentence' in environment) throw new DeskError(environment.sentence);
    const keys = { read: async () => ({ key, notice: keyNotice }), write: (next: string) => shell.keepKey(next) };
    const surroundings = {
      mode: 'electron',
      version,
      packaged,
      folder,
      environment,
      keys,
      clock: systemClock,
    } as const;
    desk = await openDesk(
      { ...surroundings, print: (order) => shell.print(order), printers: () => shell.printers() },
      host.emit,
    );
    ready(deskTasksOf(desk));
  } catch (error) {
    ready(Promise.reject(startFailure(error)));
  }
}

function connect(port: Electron.MessagePortMain | undefined): void {
  if (!port) return;
  const line: BridgePort = {
    send: (frame: HostFrame) => port.postMessage(frame),
    onMessage: (listener) => port.on('message', ({ data }) => listener(data)),
    onClose: (listener) => port.on('close', listener),
  };
  host.connect(line);
  port.start();
}

async function stop(): Promise<void> {
  await desk?.close();
  process.exit(0);
}
