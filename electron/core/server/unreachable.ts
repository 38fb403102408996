import { sentences } from '../sentences.ts';
import type { Unreachable } from './answered.ts';

/**
 * Errors of a request that never left: no address, no route, nobody listening (nodejs.org/api/errors.html "Common system
 * errors"; undici, docs/docs/api/Errors.md).
 */
const neverLeft = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Nor did it leave for a server that could not show who it is (OpenSSL's verify(1); nodejs.org/api/tls.html). */
const isOfCertificate = (code: string) => /CERT|UNABLE_TO_(VERIFY|GET)/.test(code);

/**
 * A failed request as a value: whether it may have reached the server, and what to say. Reading twice does no harm,
 * so that a lost answer to a question (`asks`) leaves nothing to wonder about.
 */
export function unreachable(error: unknown, asks: boolean): Unreachable {
  const codes = codesOf(error);
  const certificate = codes.find(isOfCertificate);
  if (certificate) {
    return {
      kind: 'unreachable',
      mayHaveBeenDone: false,
      isUntrusted: true,
      sentence: `The server’s certificate is not trusted here (${certificate}). Tell whoever looks after the computers.`,
    };
  }
  if (codes.length > 0 && codes.every((code) => neverLeft.has(code))) {
    return { kind: 'unreachable', mayHaveBeenDone: false, sentence: sentences.offlineClaim };
  }
  return { kind: 'unreachable', mayHaveBeenDone: true, sentence: asks ? sentences.offlineClaim : sentences.answerLost };
}

/** The system's codes in an error, its causes, and the several errors of a name with several addresses. */
function codesOf(error: unknown, depth = 0): string[] {
  if (!(error instanceof Error) || depth > 5) return [];
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  const several = error instanceof AggregateError ? error.errors.flatMap((one) => codesOf(one, depth + 1)) : [];
  return [...own, ...several, ...codesOf(error.cause, depth + 1)];
}
