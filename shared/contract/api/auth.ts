import { z } from 'zod';
import { CardNumber, text } from '../primitives.ts';
import { Person } from '../records.ts';
import { route } from '../route.ts';

export const TenantSlug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'lower-case letters, digits and hyphens');
/** Long pass phrases are welcome; a limit keeps argon2id from being a way to burn the server's time. */
export const NewPassword = z.string().min(10).max(200);

export const Credentials = z.strictObject({
  tenant: TenantSlug,
  number: CardNumber,
  password: z.string().min(1).max(200),
  otp: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
});

export const Session = z.object({
  accessToken: z.string(),
  expiresIn: z.int().meta({ description: 'seconds' }),
  refreshToken: z.string(),
  person: Person,
});
export type Session = z.infer<typeof Session>;

const RefreshToken = z.strictObject({ refreshToken: text(500) });
const Otp = z.strictObject({ otp: z.string().regex(/^\d{6}$/) });

export const authApi = {
  login: route({
    method: 'POST',
    path: '/auth/login',
    tag: 'auth',
    who: 'anyone',
    status: 200,
    summary: 'Sign in with number and password',
    body: Credentials,
    out: Session,
    refusals: ['INVALID_CREDENTIALS', 'OTP_REQUIRED', 'TOO_MANY_ATTEMPTS'],
    secret: true,
  }),
  refresh: route({
    method: 'POST',
    path: '/auth/refresh',
    tag: 'auth',
    who: 'anyone',
    status: 200,
    summary: 'A new access token; the refresh token works once',
    body: RefreshToken,
    out: Session,
    refusals: ['SESSION_ENDED'],
    secret: true,
  }),
  logout: route({
    method: 'POST',
    path: '/auth/logout',
    tag: 'auth',
    who: 'anyone',
    summary: 'End this session and every refresh token of its family',
    body: RefreshToken,
    out: 'nothing',
  }),
  me: route({
    method: 'GET',
    path: '/auth/me',
    tag: 'auth',
    who: 'person',
    summary: 'Who is signed in',
    out: Person,
  }),
  changePassword: route({
    method: 'POST',
    path: '/auth/password',
    tag: 'auth',
    who: 'person',
    summary: 'Change one’s own password; every other session ends',
    body: z.strictObject({ current: z.string().min(1).max(200), next: NewPassword }),
    out: 'nothing',
    refusals: ['INVALID_CREDENTIALS'],
  }),
  enrolOtp: route({
    method: 'POST',
    path: '/auth/otp/enrol',
    tag: 'auth',
    who: 'person',
    status: 200,
    summary: 'Begin with a second factor: a secret for the authenticator app (RFC 6238)',
    out: z.object({ secret: z.string(), uri: z.string() }),
    refusals: ['OTP_STATE'],
    secret: true,
  }),
  confirmOtp: route({
    method: 'POST',
    path: '/auth/otp/confirm',
    tag: 'auth',
    who: 'person',
    summary: 'Prove that the authenticator app has the secret; from now on sign-in asks for a code',
    body: Otp,
    out: 'nothing',
    refusals: ['OTP_STATE', 'INVALID_CREDENTIALS'],
  }),
};
