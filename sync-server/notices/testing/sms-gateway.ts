import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';

/** A real HTTP server in this process that plays the SMS gateway: it keeps what arrives and answers a status. */
export async function smsGateway() {
  const arrived: { headers: IncomingHttpHeaders; body: string }[] = [];
  let status = 202;
  const server = createServer(async (request, response) => {
    arrived.push({ headers: request.headers, body: await text(request) });
    response.writeHead(status).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/messages`,
    arrived,
    answer: (next: number) => {
      status = next;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
