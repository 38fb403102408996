import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type RefusalCode, refusals } from '#shared/contract/refusals.ts';

export type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void;
type Asked = { method: string; path: string; headers: IncomingMessage['headers']; body: string };

/** A real HTTP server on this machine that answers as a test says. */
export class AnsweringServer {
  readonly requests: Asked[] = [];
  readonly #answer: Answer;
  #server: Server | null = null;
  #port = 0;

  constructor(answer: Answer) {
    this.#answer = answer;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Listens; after a stop at the same address as before. */
  async start(): Promise<this> {
    const server = createServer(async (request, response) => {
      const chunks = await request.toArray().catch(() => null);
      // The line broke in the middle of the request: nobody waits for an answer.
      if (!chunks) return;
      const body = chunks.join('');
      const { method = '', url = '', headers } = request;
      this.requests.push({ method, path: url.replace('/api/v1', ''), headers, body });
      this.#answer(request, response, body);
    });
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve));
    const address = server.address();
    this.#port = address !== null && typeof address === 'object' ? address.port : 0;
    this.#server = server;
    return this;
  }

  /** Stops listening and cuts every line, as a pulled plug does. */
  stop(): void {
    this.#server?.close().closeAllConnections();
  }
}

export const json =
  (status: number, value: unknown, type = 'application/json'): Answer =>
  (_, response) =>
    response.writeHead(status, { 'content-type': type }).end(JSON.stringify(value));

export function refusal(code: RefusalCode, headers: Record<string, string> = {}): Answer {
  const { status, title } = refusals[code];
  const problem = { type: 'about:blank', title, status, detail: title, code, requestId: 'r1' };
  return (_, response) =>
    response.writeHead(status, { 'content-type': 'application/problem+json', ...headers }).end(JSON.stringify(problem));
}

export const nothing: Answer = (_, response) => response.writeHead(204).end();
export const hangUp: Answer = (request) => request.socket.destroy();
