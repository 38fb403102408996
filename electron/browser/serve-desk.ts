import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { handOver } from '#shared/contract/hand-over.ts';
import type { BridgeHost, BridgePort } from '../core/bridge-host.ts';
import { contentSecurityPolicy, pageFiles } from '../core/page/page-files.ts';
import { Tokens } from './tokens.ts';

/** A handheld's file of five million characters is the largest thing that a window sends; each has up to six bytes in JSON. */
const largestMessage = 32_000_000;

export type ServedDesk = {
  /** The address to open, with the one-time token in its fragment, which no server ever sees. */
  address: string;
  port: number;
  close(): Promise<void>;
};

/** Serves the window and its line to the core, to browsers of this machine only. */
export async function serveDesk(host: BridgeHost, pageFolder: string, wantedPort: number): Promise<ServedDesk> {
  const server = createServer();
  const port = await listen(server, wantedPort);
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const tokens = new Tokens(port);
  servePage(server, hosts, pageFolder);
  const sockets = serveSockets(server, hosts, tokens, host);
  return {
    address: `http://${hosts[0]}/#${handOver.tokenName}=${tokens.unspent}`,
    port,
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(address !== null && typeof address === 'object' ? address.port : port);
    });
  });
}

/** The page itself is no secret; a name that points to this machine from elsewhere (DNS rebinding) is turned away. */
function servePage(server: Server, hosts: string[], folder: string): void {
  const policy = contentSecurityPolicy(hosts.map((host) => `ws://${host}`));
  const page = pageFiles(folder, policy);
  server.on('request', async (request, response) => {
    const bare = { 'x-content-type-options': 'nosniff', 'content-security-policy': policy };
    if (!hosts.includes(request.headers.host ?? '')) return response.writeHead(421, bare).end();
    if (request.method !== 'GET' && request.method !== 'HEAD') return response.writeHead(405, bare).end();
    const { status, headers, body } = await page(addressed(request)?.pathname ?? '');
    response.writeHead(status, headers).end(request.method === 'HEAD' ? undefined : body);
  });
}

function serveSockets(server: Server, hosts: string[], tokens: Tokens, host: BridgeHost): WebSocketServer {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: largestMessage });
  server.on('upgrade', (request, stream, head) => {
    const admitted = isFromOurPage(request, hosts) ? admit(request, tokens) : null;
    if (!admitted) return refuse(stream);
    sockets.once('headers', (headers) => headers.push(`Set-Cookie: ${admitted.cookie}`));
    sockets.handleUpgrade(request, stream, head, (socket) => host.connect(portOf(socket)));
  });
  return sockets;
}

/** A browser says truthfully which page opens a WebSocket (RFC 6455 §10.2): only ours may. */
function isFromOurPage({ headers }: IncomingMessage, hosts: string[]): boolean {
  return hosts.includes(headers.host ?? '') && headers.origin === `http://${headers.host}`;
}

function admit(request: IncomingMessage, tokens: Tokens): { cookie: string } | null {
  const url = addressed(request);
  if (url?.pathname !== handOver.socketPath) return null;
  return tokens.admit(url.searchParams.get(handOver.tokenName), request.headers.cookie);
}

/** Anything may stand in a request's first line; what is no address is null. */
const addressed = ({ url = '/' }: IncomingMessage) => URL.parse(url, 'http://desk');

function refuse(stream: Duplex): void {
  stream.on('error', () => stream.destroy());
  stream.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}

function portOf(socket: WebSocket): BridgePort {
  // A line that breaks also closes: nothing is to be done about the error itself.
  socket.on('error', () => socket.terminate());
  return {
    send: (frame) => socket.readyState === socket.OPEN && socket.send(JSON.stringify(frame)),
    onMessage: (listener) => socket.on('message', (data, isBinary) => listener(isBinary ? undefined : json(data))),
    onClose: (listener) => socket.on('close', listener),
  };
}

function json(data: WebSocket.RawData): unknown {
  try {
    return JSON.parse(data.toString());
  } catch {
    return undefined;
  }
}
