import { createHash } from 'node:crypto';
import { authApi, type Session } from '#shared/contract/api/auth.ts';
import type { Clock } from '../clock.ts';
import type { DeskLog } from '../log/desk-log.ts';
import type { Answered } from '../server/answered.ts';
import { createServerClient, type ServerClient } from '../server/client.ts';
import { asPerson } from '../server/request.ts';

/** A manager who went away between the two steps signs in again. */
const longestMs = 600_000;

type ManagerLogin = {
  serverUrl: string;
  tenant: string;
  number: string;
  password: string;
  otp?: string | undefined;
};
type Opened = { of: string; client: ServerClient; session: Session };

/**
 * The manager's session in which a desk is set up. Listing the branches and enrolling are two steps of one sign-in: a
 * second factor's code is good for one only.
 */
export class SetUp {
  readonly #clock: Clock;
  readonly #log: DeskLog;
  #opened: Opened | null = null;
  #cancelEnd = () => {};

  constructor(clock: Clock, log: DeskLog) {
    this.#clock = clock;
    this.#log = log;
  }

  /** Works in the name of the manager, signed in afresh unless the step before was the same manager's. */
  async step<T>(
    login: ManagerLogin,
    work: (client: ServerClient, as: string) => Promise<Answered<T>>,
  ): Promise<Answered<T>> {
    if (this.#opened?.of !== nameOf(login)) {
      const refused = await this.#open(login);
      if (refused) return refused;
    }
    if (!this.#opened) throw new Error('A session that was opened is there.');
    const { client, session } = this.#opened;
    const answered = await work(client, asPerson(session.accessToken));
    if (answered.kind === 'refused' && answered.problem.status === 401) this.end();
    return answered;
  }

  /** The desk is set up, or nobody goes on with it. */
  end(): void {
    this.#cancelEnd();
    const opened = this.#opened;
    this.#opened = null;
    if (opened) void opened.client.tell(authApi.logout, { body: { refreshToken: opened.session.refreshToken } });
  }

  async #open(login: ManagerLogin): Promise<Exclude<Answered<Session>, { kind: 'done' }> | null> {
    this.end();
    const { serverUrl, tenant, number, password, otp } = login;
    const client = createServerClient(serverUrl, this.#clock, this.#log);
    const answered = await client.call(authApi.login, { body: { tenant, number, password, ...(otp ? { otp } : {}) } });
    if (answered.kind !== 'done') return answered;
    this.#opened = { of: nameOf(login), client, session: answered.answer };
    this.#cancelEnd = this.#clock.after(Math.min(longestMs, answered.answer.expiresIn * 1000), () => this.end());
    return null;
  }
}

/** Tells one sign-in from another without keeping the password. */
function nameOf({ serverUrl, tenant, number, password, otp }: ManagerLogin): string {
  return createHash('sha256')
    .update(JSON.stringify([serverUrl, tenant, number, password, otp]))
    .digest('base64');
}
