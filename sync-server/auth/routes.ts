import type { FastifyInstance } from 'fastify';
import type { ServerDeps } from '../deps.ts';
import type { Handlers } from '../http/call.ts';
import { changePassword, confirmSecondFactor, enrolSecondFactor, readOwnAccount } from './own-account.ts';
import { renew, signOut } from './renewal.ts';
import { signIn } from './sign-in.ts';
import { signingKeys } from './signing-keys.ts';

type Built = 'login' | 'refresh' | 'logout' | 'me' | 'changePassword' | 'enrolOtp' | 'confirmOtp';

export function authHandlers(deps: ServerDeps): Handlers<Built> {
  const signInWith = signIn(deps);
  const changePasswordWith = changePassword(deps.database);
  return {
    login: (call) => signInWith(call.body, { ...call, address: call.request.ip }),
    refresh: (call) => renew(deps, call.body.refreshToken, call),
    logout: async (call) => {
      await signOut(deps, call.body.refreshToken, call);
      return undefined;
    },
    me: ({ principal, reading }) => reading((tx) => readOwnAccount(tx, principal)),
    changePassword: async (call) => {
      await changePasswordWith(call);
      return undefined;
    },
    enrolOtp: ({ principal, now, transaction }) => transaction((tx) => enrolSecondFactor(tx, principal, now)),
    confirmOtp: ({ principal, body, now, transaction }) =>
      transaction(async (tx) => {
        await confirmSecondFactor(tx, principal, body.otp, now);
        return undefined;
      }),
  };
}

/** The public halves of the signing keys (RFC 7517), for whoever wants to check a token himself. */
export function publishKeys(app: FastifyInstance, { database }: ServerDeps): void {
  app.get('/.well-known/jwks.json', async (_request, reply) => {
    const keys = await signingKeys(database).all();
    return reply
      .type('application/jwk-set+json')
      .header('cache-control', 'public, max-age=300')
      .send({ keys: keys.map(({ id, publicJwk }) => ({ ...publicJwk, kid: id, alg: 'EdDSA', use: 'sig' })) });
  });
}
