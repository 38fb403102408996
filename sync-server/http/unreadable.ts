import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { v7 as uuidv7 } from 'uuid';
import type { RefusalCode } from '#shared/contract/refusals.ts';
import { problemOf } from './problem.ts';
import { Refusal } from './refusal.ts';
import { bareHeaders } from './security-headers.ts';

/** Node's own codes for a request that never became one. */
const codes: Record<string, RefusalCode> = {
  HPE_HEADER_OVERFLOW: 'HEADERS_TOO_LARGE',
  ERR_HTTP_REQUEST_TIMEOUT: 'REQUEST_TIMEOUT',
};

const lingerMs = 1000;

/** What cannot be read as HTTP gets a problem as well, written by hand: there is no request to answer yet. */
export function answerUnreadable(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const problem = problemOf(new Refusal(codes[error.code ?? ''] ?? 'BAD_REQUEST'), uuidv7());
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${problem.requestId}`,
    ...Object.entries(bareHeaders).map(([name, value]) => `${name}: ${value}`),
    'Connection: close',
  ];
  // Our half is closed with the answer; a client that keeps his open is waited for a moment, so that he can read it.
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => setTimeout(() => socket.destroy(), lingerMs).unref());
}
