import { Agent, request } from 'node:http';
import { v7 as uuidv7 } from 'uuid';
import type { ServedLibrary } from './served-library.ts';

export type Answered = { status: number; text: string };
export type Post = (path: string, body: object) => Promise<Answered>;

/** Sends as desks do: kept-alive connections, each request with a key of its own. */
export function postTo({ url, token }: Pick<ServedLibrary, 'url' | 'token'>): Post {
  const { port } = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  return (path, body) =>
    new Promise((resolve, reject) => {
      const text = JSON.stringify(body);
      const headers = {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(text),
        'idempotency-key': uuidv7(),
      };
      const options = { port, host: '127.0.0.1', path: `/api/v1${path}`, method: 'POST', agent, headers };
      const sent = request(options, (answer) => {
        let answered = '';
        answer.setEncoding('utf8');
        answer.on('data', (part: string) => {
          answered += part;
        });
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text: answered }));
      });
      sent.on('error', reject).end(text);
    });
}
