import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type RefusalCode, refusals } from '#shared/contract/refusals.ts';

export type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void;
export type AnsweringServer = {
  url: string;
  requests: { method: string; path: string; headers: IncomingMessage['headers']; body: string }[];
  /** Stops listening and cuts every line, as a pulled plug does. */
  stop(): void;
};

/** A real HTTP server on this machine that answers as a test says. */
export async function startAnsweringServer(answer: Answer): Promise<AnsweringServer> {
  const requests: AnsweringServer['requests'] = [];
  const server = createServer(async (request, response) => {
    const body = (await request.toArray()).join('');
    const { method = '', url = '', headers } = request;
    requests.push({ method, path: url.replace('/api/v1', ''), headers, body });
    answer(request, response, body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, requests, stop: () => server.close().closeAllConnections() };
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
