import { MessageChannelMain, type UtilityProcess, utilityProcess, type WebContents } from 'electron';
import { type ToCore, ToShell } from '../core/shell-messages.ts';
import { ipc } from './ipc.ts';

const firstRestartMs = 200;
const longestRestartMs = 10_000;
/** A core that ran this long did not die of its start. */
const soundAfterMs = 30_000;
const stopPatienceMs = 3000;

type CoreOptions = {
  /** The bundled core. */
  file: string;
  start: () => Promise<Extract<ToCore, { kind: 'start' }>>;
  /** Does what the core asks for; the answer goes back to it. */
  serve: (asked: ToShell) => Promise<ToCore>;
};

/** The core in a process of its own. When it dies it is started again, and every window gets a new line to it. */
export class CoreProcess {
  readonly #options: CoreOptions;
  readonly #windows = new Set<WebContents>();
  #process: UtilityProcess | null = null;
  #isStopping = false;
  #restartMs = firstRestartMs;

  constructor(options: CoreOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    const startedAt = Date.now();
    const start = await this.#options.start();
    const core = utilityProcess.fork(this.#options.file, [], { serviceName: 'Carrel core' });
    this.#process = core;
    core.on('message', (message: unknown) => void this.#heard(core, message));
    core.on('exit', (code) => this.#ended(code, Date.now() - startedAt));
    this.#send(start);
    for (const window of this.#windows) this.#handOver(window);
  }

  /** Gives a window's page its line to the core; a page that was loaded again gets a new one. */
  connect(window: WebContents): void {
    if (!this.#windows.has(window)) window.once('destroyed', () => this.#windows.delete(window));
    this.#windows.add(window);
    this.#handOver(window);
  }

  /** Lets the core close its files, and ends it when it takes too long. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    const core = this.#process;
    if (!core) return;
    await new Promise<void>((resolve) => {
      const patience = setTimeout(() => core.kill(), stopPatienceMs);
      core.once('exit', () => {
        clearTimeout(patience);
        resolve();
      });
      this.#send({ kind: 'stop' });
    });
  }

  #handOver(window: WebContents): void {
    const core = this.#process;
    if (!core || window.isDestroyed()) return;
    const { port1, port2 } = new MessageChannelMain();
    this.#send({ kind: 'window' }, [port1]);
    window.postMessage(ipc.portGiven, null, [port2]);
  }

  async #heard(core: UtilityProcess, message: unknown): Promise<void> {
    const answer = await this.#options.serve(ToShell.parse(message));
    if (core === this.#process) this.#send(answer);
  }

  #send(message: ToCore, ports: Electron.MessagePortMain[] = []): void {
    this.#process?.postMessage(message, ports);
  }

  #ended(code: number, ranMs: number): void {
    this.#process = null;
    if (this.#isStopping) return;
    if (ranMs > soundAfterMs) this.#restartMs = firstRestartMs;
    console.error(`The desk's core ended (${code}); it is started again in ${this.#restartMs} ms.`);
    setTimeout(() => void this.start(), this.#restartMs);
    this.#restartMs = Math.min(this.#restartMs * 2, longestRestartMs);
  }
}
