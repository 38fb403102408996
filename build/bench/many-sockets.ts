import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export type RawAnswer = { status: number; retryAfter: number | null; body: string };

type Settings = {
  port: number;
  /** Never more connections than this; whoever wants another one is told so. */
  most: number;
};

/** Text as it goes over the line, which Node's own client would take half a core to write ten thousand times a second. */
export function requestText(first: string, headers: Record<string, string>, body?: object): string {
  const text = body === undefined ? '' : JSON.stringify(body);
  const length =
    body === undefined ? {} : { 'content-type': 'application/json', 'content-length': String(text.length) };
  const lines = Object.entries({ host: 'bench', ...headers, ...length }).map(([name, value]) => `${name}: ${value}`);
  return `${first} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${text}`;
}

const atATime = 50;

/** A client with as many kept-alive connections as it takes: one request at a time on each, as from as many desks. */
export class ManySockets {
  readonly #settings: Settings;
  readonly #free: Line[] = [];
  readonly #open = new Set<Line>();

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /** Connects before anything is asked, a few at a time: Node takes up one connection in each turn of its loop. */
  async connect(count: number): Promise<void> {
    for (let made = 0; made < count; made += atATime) {
      const lines = Array.from({ length: atATime }, () => this.#another());
      await Promise.all(lines.map((line) => line?.connected));
      for (const line of lines) if (line) this.#free.push(line);
    }
  }

  /** Null when the line broke before the answer was here, or there was none to be had. */
  async send(text: string): Promise<RawAnswer | null> {
    const line = this.#free.pop() ?? this.#another();
    if (!line) return null;
    const answer = await line.ask(text);
    if (line.isGood) this.#free.push(line);
    return answer;
  }

  close(): void {
    for (const line of this.#open) line.close();
  }

  #another(): Line | undefined {
    if (this.#open.size >= this.#settings.most) return undefined;
    const line: Line = new Line(this.#settings.port, () => this.#open.delete(line));
    this.#open.add(line);
    return line;
  }
}

class Line {
  readonly #socket: Socket;
  readonly connected: Promise<unknown>;
  #heard = '';
  #tell: ((answer: RawAnswer | null) => void) | undefined;
  isGood = true;

  constructor(port: number, onClosed: () => void) {
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.#socket.setEncoding('latin1');
    this.connected = once(this.#socket, 'connect');
    this.connected.catch(() => {}); // it is closed then, and answers null
    this.#socket.on('data', (piece: string) => this.#hear(piece));
    this.#socket.on('error', () => {}); // what breaks a line also closes it
    this.#socket.on('close', () => {
      this.isGood = false;
      onClosed();
      this.#answer(null);
    });
  }

  ask(text: string): Promise<RawAnswer | null> {
    return new Promise((resolve) => {
      this.#tell = resolve;
      this.#socket.write(text);
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #hear(piece: string): void {
    this.#heard += piece;
    const headEnds = this.#heard.indexOf('\r\n\r\n');
    if (headEnds < 0) return;
    const head = this.#heard.slice(0, headEnds);
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
    const body = this.#heard.slice(headEnds + 4);
    if (body.length < length) return;
    this.#heard = '';
    if (/\r\nconnection: close/i.test(head)) this.isGood = false;
    const retryAfter = /\r\nretry-after: (\d+)/i.exec(head)?.[1];
    this.#answer({ status: Number(head.slice(9, 12)), retryAfter: retryAfter ? Number(retryAfter) : null, body });
  }

  #answer(answer: RawAnswer | null): void {
    this.#tell?.(answer);
    this.#tell = undefined;
  }
}
