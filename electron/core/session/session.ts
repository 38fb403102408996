import type { z } from 'zod';
import { authApi, type Session as SignedIn } from '#shared/contract/api/auth.ts';
import type { DeskState } from '#shared/contract/desk.ts';
import type { Person } from '#shared/contract/records.ts';
import type { RouteShape } from '#shared/contract/route.ts';
import type { Clock } from '../clock.ts';
import { sentences } from '../sentences.ts';
import { type Answered, deskRefusal } from '../server/answered.ts';
import type { Given, ServerClient } from '../server/client.ts';
import { createIdleLock } from './idle-lock.ts';
import { renewIn, stillGood, type Tokens, tokensOf } from './tokens.ts';

const tryAgainInMs = 10_000;

type Surroundings = {
  client: ServerClient;
  tenant: string;
  clock: Clock;
  idleMs: number;
  onChange: () => void;
};
type Secret = { password: string; otp?: string | undefined };
type State =
  | { kind: 'signed_out' }
  | { kind: 'signed_in'; person: Person; tokens: Tokens }
  | { kind: 'locked'; person: Person };

type Failure = Exclude<Answered<unknown>, { kind: 'done' }>;

export type Session = ReturnType<typeof createSession>;

/** Who is signed in at this desk: renewed unseen, locked when nobody is there, unlocked with the password. */
export function createSession({ client, tenant, clock, idleMs, onChange }: Surroundings) {
  let state: State = { kind: 'signed_out' };
  let renewing: Promise<Failure | null> | null = null;
  let cancelRenewal = () => {};
  const idleLock = createIdleLock(clock, idleMs, lock);

  function become(next: State): void {
    cancelRenewal();
    if (next.kind !== 'signed_in') idleLock.stop();
    state = next;
    onChange();
  }

  function begin(session: SignedIn): void {
    become({ kind: 'signed_in', person: session.person, tokens: tokensOf(session, clock.now().getTime()) });
    cancelRenewal = clock.after(renewIn(session), () => void renew());
  }

  async function logIn(number: string, { password, otp }: Secret): Promise<Answered<undefined>> {
    const body = { tenant, number, password, ...(otp ? { otp } : {}) };
    const answered = await client.call(authApi.login, { body });
    if (answered.kind !== 'done') return answered;
    if (answered.answer.person.role === 'member') {
      endAtServer(answered.answer.refreshToken);
      return deskRefusal('FORBIDDEN', 403, sentences.notForMembers);
    }
    if (state.kind === 'signed_in') endAtServer(state.tokens.refreshToken);
    begin(answered.answer);
    idleLock.start();
    return { kind: 'done', answer: undefined };
  }

  /** A locked desk holds no token: what is in its memory is of no use to anybody. */
  function lock(): void {
    if (state.kind !== 'signed_in') return;
    endAtServer(state.tokens.refreshToken);
    become({ kind: 'locked', person: state.person });
  }

  /** Nobody waits for this: without a line the tokens are forgotten here and die there of old age. */
  function endAtServer(refreshToken: string): void {
    void client.tell(authApi.logout, { body: { refreshToken } });
  }

  /** One renewal at a time, because a refresh token works only once. Null when there is nothing to complain of. */
  function renew(): Promise<Failure | null> {
    renewing ??= renewOnce().finally(() => {
      renewing = null;
    });
    return renewing;
  }

  async function renewOnce(): Promise<Failure | null> {
    if (state.kind !== 'signed_in') return nobody();
    cancelRenewal();
    const { tokens } = state;
    const body = { refreshToken: tokens.refreshToken };
    const answered = await client.call(authApi.refresh, { body, idempotencyKey: tokens.refreshKey });
    // Signed out, locked or signed in afresh meanwhile: these tokens are nobody's any more.
    if (state.kind !== 'signed_in' || state.tokens !== tokens) {
      if (answered.kind === 'done') endAtServer(answered.answer.refreshToken);
      return null;
    }
    if (answered.kind === 'done') {
      begin(answered.answer);
      return null;
    }
    if (answered.kind === 'refused' && answered.problem.status === 401) become({ kind: 'signed_out' });
    else cancelRenewal = clock.after(tryAgainInMs, () => void renew());
    return answered;
  }

  /** The Authorization header for a call now, or why there is none. */
  async function authorization(): Promise<{ kind: 'token'; as: string } | Failure> {
    idleLock.check();
    const isStale = state.kind === 'signed_in' && !stillGood(state.tokens, clock.now().getTime());
    const failure = isStale ? await renew() : null;
    if (failure) return failure;
    return state.kind === 'signed_in' ? { kind: 'token', as: state.tokens.authorization } : nobody();
  }

  const nobody = () =>
    deskRefusal('NOT_SIGNED_IN', 401, state.kind === 'locked' ? sentences.locked : sentences.notSignedIn);

  return {
    state: (): DeskState['session'] =>
      state.kind === 'signed_in' ? { kind: 'signed_in', person: state.person } : state,

    signIn: (number: string, secret: Secret) => logIn(number, secret),

    async unlock(secret: Secret): Promise<Answered<undefined>> {
      return state.kind === 'locked' ? logIn(state.person.number, secret) : nobody();
    },

    signOut(): void {
      if (state.kind === 'signed_in') endAtServer(state.tokens.refreshToken);
      become({ kind: 'signed_out' });
    },

    /** Somebody is at the desk: postpones the lock. */
    touch: () => idleLock.touch(),

    /** A call in the name of the person who is signed in; renews a session that the server says is stale, once. */
    async call<R extends RouteShape & { out: z.ZodType }>(
      row: R,
      given: Given<R>,
    ): Promise<Answered<z.output<R['out']>>> {
      const first = await authorization();
      if (first.kind !== 'token') return first;
      const answered = await client.call(row, { ...given, as: first.as });
      if (answered.kind !== 'refused' || answered.problem.status !== 401) return answered;
      const failure = await renew();
      if (failure) return failure;
      const second = await authorization();
      return second.kind === 'token' ? client.call(row, { ...given, as: second.as }) : second;
    },

    stop(): void {
      idleLock.stop();
      cancelRenewal();
    },
  };
}
