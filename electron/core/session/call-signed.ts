import type { z } from 'zod';
import { authApi } from '#shared/contract/api/auth.ts';
import type { Signature } from '#shared/contract/bridge/account.ts';
import type { RouteShape } from '#shared/contract/route.ts';
import type { BranchDesk } from '../branch-desk.ts';
import { sentences } from '../sentences.ts';
import { type Answered, deskRefusal } from '../server/answered.ts';
import type { Given } from '../server/client.ts';
import { asPerson } from '../server/request.ts';

/**
 * One call in the name of whoever signs for it: signed in for this alone, and out again. Whoever works at the desk stays
 * signed in; with nobody at work there is nothing to sign.
 */
export async function callSigned<R extends RouteShape & { out: z.ZodType }>(
  { client, enrolment, session }: BranchDesk,
  { number, password, otp }: Signature,
  row: R,
  given: Given<R>,
): Promise<Answered<z.output<R['out']>>> {
  if (session.state().kind !== 'signed_in') return deskRefusal('NOT_SIGNED_IN', 401, sentences.notSignedIn);
  const login = { tenant: enrolment.tenant, number, password, ...(otp ? { otp } : {}) };
  const signedIn = await client.call(authApi.login, { body: login });
  if (signedIn.kind !== 'done') return signedIn;
  const { accessToken, refreshToken } = signedIn.answer;
  const answered = await client.call(row, { ...given, as: asPerson(accessToken) });
  // Nobody waits for this: the tokens are forgotten here in any case.
  void client.tell(authApi.logout, { body: { refreshToken } });
  // The server speaks to whoever signed, but the sentence is read by whoever asked for the signature.
  if (answered.kind === 'refused' && answered.problem.code === 'FORBIDDEN') {
    return deskRefusal('FORBIDDEN', 403, sentences.signerMayNot);
  }
  return answered;
}
