import { v7 as newId } from 'uuid';
import type { z } from 'zod';
import { authApi, type Session as SignedIn } from '#shared/contract/api/auth.ts';
import type { DeskState } from '#shared/contract/desk.ts';
import type { Person } from '#shared/contract/records.ts';
import { refusals } from '#shared/contract/refusals.ts';
import type { RouteShape } from '#shared/contract/route.ts';
import type { Clock } from '../clock.ts';
import { sentences } from '../sentences.ts';
import { type Answered, deskRefusal } from '../server/answered.ts';
import type { BeginLines, Given, ServerClient } from '../server/client.ts';
import { IdleLock } from './idle-lock.ts';
import { PasswordMemory } from './password-memory.ts';
import { renewIn, stillGood, type Tokens, tokensOf } from './tokens.ts';

const tryAgainInMs = 10_000;

type SessionOptions = {
  client: ServerClient;
  tenant: string;
  clock: Clock;
  /** Milliseconds without a hand at the desk after which it locks. */
  idleMs: number;
  onChange: () => void;
};
type Secret = { password: string; otp?: string | undefined };
type State =
  | { kind: 'signed_out' }
  | { kind: 'signed_in'; person: Person; tokens: Tokens }
  /** The tokens wait behind the lock, for an unlocking while the line is down. */
  | { kind: 'locked'; person: Person; tokens: Tokens };
type Failure = Exclude<Answered<unknown>, { kind: 'done' }>;

/** Who is signed in at this desk: renewed unseen, locked when nobody is there, unlocked with the password. */
export class Session {
  readonly #options: SessionOptions;
  readonly #idleLock: IdleLock;
  readonly #password = new PasswordMemory();
  #state: State = { kind: 'signed_out' };
  #renewing: Promise<Failure | null> | null = null;
  #cancelRenewal = () => {};

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#idleLock = new IdleLock(options.clock, options.idleMs, () => this.#lock());
  }

  state(): DeskState['session'] {
    const state = this.#state;
    return state.kind === 'signed_out' ? state : { kind: state.kind, person: state.person };
  }

  async signIn(number: string, { password, otp }: Secret): Promise<Answered<undefined>> {
    const { client, tenant } = this.#options;
    const body = { tenant, number, password, ...(otp ? { otp } : {}) };
    const answered = await client.call(authApi.login, { body });
    if (answered.kind !== 'done') return answered;
    if (answered.answer.person.role === 'member') {
      this.#endAtServer(answered.answer.refreshToken);
      return deskRefusal('FORBIDDEN', 403, sentences.notForMembers);
    }
    if (this.#state.kind !== 'signed_out') this.#endAtServer(this.#state.tokens.refreshToken);
    this.#password.learn(password);
    this.#begin(answered.answer);
    this.#idleLock.start();
    return { kind: 'done', answer: undefined };
  }

  /**
   * The same person again, with the password; another person signs out first. Without a line the password is compared
   * with what the desk remembers of it, so that the catalogue and returns go on.
   */
  async unlock(secret: Secret): Promise<Answered<undefined>> {
    if (this.#state.kind !== 'locked') return this.#nobody();
    const answered = await this.signIn(this.#state.person.number, secret);
    if (answered.kind !== 'unreachable') return answered;
    const isRight = await this.#password.recognises(secret.password);
    if (isRight === null || this.#state.kind !== 'locked') return answered;
    if (!isRight) return deskRefusal('INVALID_CREDENTIALS', 401, refusals.INVALID_CREDENTIALS.title);
    this.#become({ ...this.#state, kind: 'signed_in' });
    this.#idleLock.start();
    void this.#renew();
    return { kind: 'done', answer: undefined };
  }

  signOut(): void {
    if (this.#state.kind !== 'signed_out') this.#endAtServer(this.#state.tokens.refreshToken);
    this.#end();
  }

  /** Somebody is at the desk: postpones the lock. */
  touch(): void {
    this.#idleLock.touch();
  }

  /** A call in the name of the person who is signed in; renews a session that the server says is stale, once. */
  async call<R extends RouteShape & { out: z.ZodType }>(
    row: R,
    given: Given<R>,
  ): Promise<Answered<z.output<R['out']>>> {
    return this.#inName((by) => this.#options.client.call(row, { ...given, ...by }));
  }

  /** The same for the rows of a route as a table. */
  async table<R extends RouteShape & { csv: true }>(row: R, given: Given<R>): Promise<Answered<string>> {
    return this.#inName((by) => this.#options.client.table(row, { ...given, ...by }));
  }

  /** The same for the lines of a stream. */
  async lines<R extends RouteShape & { out: 'stream' }>(
    row: R,
    given: Given<R>,
    begin: BeginLines,
  ): Promise<Answered<undefined>> {
    return this.#inName((by) => this.#options.client.lines(row, { ...given, ...by }, begin));
  }

  stop(): void {
    this.#idleLock.stop();
    this.#cancelRenewal();
  }

  async #inName<T>(call: (by: { as: string; requestId: string }) => Promise<Answered<T>>): Promise<Answered<T>> {
    // One intention, one id, however often it has to be sent.
    const requestId = newId();
    const who = this.#who();
    const first = await this.#authorizationOf(who);
    if (first.kind !== 'token') return first;
    const answered = await call({ as: first.as, requestId });
    if (answered.kind !== 'refused' || answered.problem.status !== 401) return answered;
    const failure = this.#who() === who ? await this.#renew() : null;
    if (failure) return failure;
    const second = await this.#authorizationOf(who);
    return second.kind === 'token' ? call({ as: second.as, requestId }) : second;
  }

  #become(next: State): void {
    this.#cancelRenewal();
    if (next.kind !== 'signed_in') this.#idleLock.stop();
    this.#state = next;
    this.#options.onChange();
  }

  #begin(session: SignedIn): void {
    const { clock } = this.#options;
    this.#become({ kind: 'signed_in', person: session.person, tokens: tokensOf(session, clock.now().getTime()) });
    this.#cancelRenewal = clock.after(renewIn(session), () => void this.#renew());
  }

  #lock(): void {
    if (this.#state.kind === 'signed_in') this.#become({ ...this.#state, kind: 'locked' });
  }

  #end(): void {
    this.#password.forget();
    this.#become({ kind: 'signed_out' });
  }

  /** Nobody waits for this: without a line the tokens are forgotten here and die there of old age. */
  #endAtServer(refreshToken: string): void {
    void this.#options.client.tell(authApi.logout, { body: { refreshToken } });
  }

  /** One renewal at a time, because a refresh token works only once. Null when there is nothing to complain of. */
  #renew(): Promise<Failure | null> {
    this.#renewing ??= this.#renewOnce().finally(() => {
      this.#renewing = null;
    });
    return this.#renewing;
  }

  async #renewOnce(): Promise<Failure | null> {
    if (this.#state.kind !== 'signed_in') return this.#nobody();
    const { tokens } = this.#state;
    this.#cancelRenewal();
    const answered = await this.#options.client.call(authApi.refresh, {
      body: { refreshToken: tokens.refreshToken },
      idempotencyKey: tokens.refreshKey,
    });
    return this.#takeRenewal(tokens, answered);
  }

  #takeRenewal(tokens: Tokens, answered: Answered<SignedIn>): Failure | null {
    const { clock } = this.#options;
    // Signed out or signed in afresh meanwhile: these tokens are nobody's any more.
    if (this.#state.kind === 'signed_out' || this.#state.tokens !== tokens) {
      if (answered.kind === 'done') this.#endAtServer(answered.answer.refreshToken);
      return null;
    }
    if (answered.kind === 'done') {
      if (this.#state.kind === 'signed_in') this.#begin(answered.answer);
      else this.#state = { ...this.#state, tokens: tokensOf(answered.answer, clock.now().getTime()) };
      return null;
    }
    if (answered.kind === 'refused' && answered.problem.status === 401) this.#end();
    else this.#cancelRenewal = clock.after(tryAgainInMs, () => void this.#renew());
    return answered;
  }

  /** The Authorization header for a call now, or why there is none: somebody else may have signed in since it was meant. */
  async #authorizationOf(who: string | null): Promise<{ kind: 'token'; as: string } | Failure> {
    this.#idleLock.check();
    const nowMs = this.#options.clock.now().getTime();
    const isStale = this.#state.kind === 'signed_in' && !stillGood(this.#state.tokens, nowMs);
    const failure = isStale ? await this.#renew() : null;
    if (failure) return failure;
    if (this.#state.kind !== 'signed_in' || this.#who() !== who) return this.#nobody();
    return { kind: 'token', as: this.#state.tokens.authorization };
  }

  /** Who is signed in, also behind the lock. */
  #who(): string | null {
    return this.#state.kind === 'signed_out' ? null : this.#state.person.id;
  }

  #nobody() {
    const sentence = this.#state.kind === 'locked' ? sentences.locked : sentences.notSignedIn;
    return deskRefusal('NOT_SIGNED_IN', 401, sentence);
  }
}
