import { NIL } from 'uuid';
import type { Session } from '#shared/contract/api/auth.ts';
import { ask } from '../db/ask.ts';
import { reading, type Tx, type TxContext, transaction } from '../db/transaction.ts';
import { asJob } from '../db/tx-context.ts';
import type { ServerDeps } from '../deps.ts';
import { Refusal } from '../http/refusal.ts';
import { attemptKeys, throttle } from './attempts.ts';
import { verifyPassword } from './passwords.ts';
import { findPersonByNumber, type PersonRow, spendOtpStep } from './person-queries.ts';
import { tenantBySlug } from './queries.ts';
import { otpStep } from './second-factor.ts';
import { startSession } from './sessions.ts';
import { signingKeys } from './signing-keys.ts';

export type Credentials = { tenant: string; number: string; password: string; otp?: string };
/** The request that carries them. */
export type SignInRequest = Pick<TxContext, 'requestId' | 'idempotency'> & { address: string; now: Date };

export type SignIn = (credentials: Credentials, request: SignInRequest) => Promise<Session>;

/** Sign-in with number, password and perhaps a code; throttled, and silent about which of them was wrong. */
export function signIn({ database }: Pick<ServerDeps, 'database'>): SignIn {
  const throttled = throttle(database);
  return (credentials, request) => {
    const keys = attemptKeys(credentials.tenant, credentials.number, request.address);
    return throttled(keys, request.now, () => judge(database, credentials, request));
  };
}

async function judge(database: ServerDeps['database'], credentials: Credentials, request: SignInRequest) {
  const { requestId, idempotency, now } = request;
  const [tenant] = await ask(database, tenantBySlug, [credentials.tenant]);
  // An unknown library is looked through as well, so that it takes as long.
  const tenantId = tenant?.id ?? NIL;
  const person = await findPerson(database, tenantId, credentials.number, requestId);
  const right = await verifyPassword(person?.password_hash ?? undefined, credentials.password);
  if (!person?.active || !right) throw new Refusal('INVALID_CREDENTIALS');
  const key = await signingKeys(database).current();
  const context = { tenantId, actor: { kind: person.kind, id: person.id }, requestId, idempotency };
  return transaction(database, context, async (tx) => {
    if (person.otp_confirmed) await spendCode(tx, person, credentials.otp, now);
    return startSession(tx, { person, key, now });
  });
}

async function findPerson(database: ServerDeps['database'], tenantId: string, number: string, requestId: string) {
  const context = asJob(tenantId, requestId);
  const [person] = await reading(database, context, (tx) => tx.query(findPersonByNumber, [tenantId, number]));
  return person;
}

/** Within the session's own transaction: a retry under the same idempotency key gets its answer before it comes here. */
async function spendCode(tx: Tx, person: PersonRow, code: string | undefined, now: Date): Promise<void> {
  if (code === undefined) throw new Refusal('OTP_REQUIRED');
  const step = otpStep(person.otp_secret ?? '', code, now);
  if (step === undefined) throw new Refusal('INVALID_CREDENTIALS');
  const spent = await tx.query(spendOtpStep[person.kind], [tx.context.tenantId, person.id, step]);
  if (spent.length === 0) throw new Refusal('INVALID_CREDENTIALS');
}
