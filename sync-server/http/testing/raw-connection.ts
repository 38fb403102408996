import { once } from 'node:events';
import { connect } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { Problem } from '#shared/contract/refusals.ts';

/** A client that writes what it likes, when it likes, and reads or does not. */
export async function rawConnection(port: number) {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  let heard = '';
  let isClosed = false;
  socket.on('data', (piece) => {
    heard += piece.toString();
  });
  socket.on('error', () => {}); // a server that hangs up on somebody who still sends resets the connection
  socket.on('close', () => {
    isClosed = true;
  });
  await Promise.race([once(socket, 'connect'), once(socket, 'close')]);
  return {
    socket,
    heard: () => heard,
    isClosed: () => isClosed,
    write: (text: string) => void socket.write(text),
    leave: () => void socket.destroy(),
  };
}

/** Listens where there is room. */
export async function portOf(app: FastifyInstance): Promise<number> {
  return Number(new URL(await app.listen({ port: 0, host: '127.0.0.1' })).port);
}

/** The last of the answers on a connection, which must be a problem. */
export function lastProblem(heard: string) {
  const answer = heard.slice(heard.lastIndexOf('HTTP/1.1 '));
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  return { head: head.toLowerCase(), problem: Problem.parse(JSON.parse(body)) };
}

/** The lines of a request's head, with what everybody sends. */
export const headOf = (first: string, headers: Record<string, string>) =>
  [`${first} HTTP/1.1`, ...Object.entries({ host: 'library', ...headers }).map(([name, value]) => `${name}: ${value}`)]
    .join('\r\n')
    .concat('\r\n\r\n');
