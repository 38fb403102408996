import type { Config } from '../config.ts';

/**
 * What a log line may hold: route patterns and ids, never an address with a number in it, a header or a body
 * (members' numbers, names and tokens stay out of logs).
 */
export const logOptions = (level: Config['LOG_LEVEL']) => ({
  level,
  base: undefined,
  serializers: {
    req: (request: { method: string; id: string }) => ({ method: request.method, id: request.id }),
    res: (reply: { statusCode: number }) => ({ status: reply.statusCode }),
    err: (error: Error & { code?: string }) => ({
      type: error.name,
      // Postgres puts values into detail, never into message; messages are ours or its own words.
      message: error.message,
      code: error.code,
      stack: error.stack ?? '',
    }),
  },
});
