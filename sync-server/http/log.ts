import type { DestinationStream } from 'pino';
import type { Config } from '../config.ts';
import { logDestination } from './log-destination.ts';

/**
 * What a log line may hold: route patterns and ids, never an address with a number in it, a header or a body
 * (members' numbers, names and tokens stay out of logs).
 */
export const logOptions = (level: Config['LOG_LEVEL'], stream: DestinationStream = logDestination()) => ({
  level,
  stream,
  base: undefined,
  serializers: {
    req: (request: { method: string; id: string }) => ({ method: request.method, id: request.id }),
    res: (reply: { statusCode: number }) => ({ status: reply.statusCode }),
    err: (error: Error & { code?: string }) => {
      const { message, stack } = wordsOf(error);
      return { type: error.name, message, code: error.code, stack };
    },
  },
});

/**
 * Postgres puts values into detail, which is not logged; but a data exception (SQLSTATE class 22) quotes the value in
 * its message too, `invalid input syntax for type uuid: "…"`, and the stack begins with the message.
 */
export function wordsOf({ message, stack = '', code }: Error & { code?: unknown }) {
  if (typeof code !== 'string' || !/^22[0-9A-Z]{3}$/.test(code)) return { message, stack };
  const calls = stack.split('\n').filter((line) => /^\s+at .+:\d+:\d+\)?$/.test(line));
  return { message: 'A value does not fit its column.', stack: calls.join('\n') };
}
