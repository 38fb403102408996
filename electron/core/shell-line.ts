import type { ToCore, ToShell } from './shell-messages.ts';
import type { Printed, PrintOrder } from './surroundings.ts';

type Reply = Extract<ToCore, { kind: 'printed' | 'keyKept' | 'printers' }>;

/** What the core asks of Electron's main process, and waits for. */
export class ShellLine {
  readonly #send: (message: ToShell) => void;
  readonly #waiting = new Map<number, (reply: Reply) => void>();
  #lastId = 0;

  constructor(send: (message: ToShell) => void) {
    this.#send = send;
  }

  async print(order: PrintOrder): Promise<Printed> {
    const reply = await this.#ask((id) => ({ kind: 'print', id, ...order }));
    if (reply.kind !== 'printed') throw new Error('The shell answered something else than was asked.');
    return { printed: reply.printed, sentence: reply.sentence };
  }

  async printers(): Promise<string[]> {
    const reply = await this.#ask((id) => ({ kind: 'listPrinters', id }));
    if (reply.kind !== 'printers') throw new Error('The shell answered something else than was asked.');
    return reply.names;
  }

  async keepKey(key: string): Promise<string | null> {
    const reply = await this.#ask((id) => ({ kind: 'keepKey', id, key }));
    if (reply.kind !== 'keyKept') throw new Error('The shell answered something else than was asked.');
    return reply.notice;
  }

  heard(reply: Reply): void {
    this.#waiting.get(reply.id)?.(reply);
    this.#waiting.delete(reply.id);
  }

  #ask(messageFor: (id: number) => ToShell): Promise<Reply> {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#send(messageFor(id));
    });
  }
}
