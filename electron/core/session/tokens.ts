import { v7 as newId } from 'uuid';
import type { Session } from '#shared/contract/api/auth.ts';
import { asPerson } from '../server/request.ts';

/** What proves to the server who is signed in. In memory only: never on the disk, never in the window. */
export type Tokens = {
  authorization: string;
  expiresAt: number;
  refreshToken: string;
  /** A refresh token works once. Should the answer be lost, only the same key gets it again. */
  refreshKey: string;
};

/** Renewed when a fifth of its time is left, so that nobody ever waits for it. */
const renewedAtFraction = 0.8;
const marginMs = 5000;

export function tokensOf(session: Session, nowMs: number): Tokens {
  return {
    authorization: asPerson(session.accessToken),
    expiresAt: nowMs + session.expiresIn * 1000,
    refreshToken: session.refreshToken,
    refreshKey: newId(),
  };
}

/** Milliseconds until the tokens should be renewed. */
export const renewIn = (session: Session) => session.expiresIn * 1000 * renewedAtFraction;

/** Whether the access token still lives long enough for a call. */
export const stillGood = (tokens: Tokens, nowMs: number) => tokens.expiresAt - nowMs > marginMs;
