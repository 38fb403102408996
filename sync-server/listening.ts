import type { Config } from './config.ts';

type Place = Pick<Config, 'HOST' | 'PORT'>;

/** Why nobody can listen there, in a sentence that names the variable; undefined for trouble of another kind. */
export function whyNotListening(error: unknown, { HOST, PORT }: Place): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'EADDRINUSE':
      return `PORT ${PORT} is taken: another program listens there.`;
    case 'EACCES':
      return `PORT ${PORT} is not open to this user: take one above 1023, or give the right to.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EINVAL':
      return `HOST ${HOST} is no address of this machine.`;
    default:
      return undefined;
  }
}
