import { Secret, TOTP } from 'otpauth';

const period = 30;

const totp = (secret: string, issuer?: string, label?: string) =>
  new TOTP({ secret: Secret.fromBase32(secret), period, digits: 6, algorithm: 'SHA1', issuer, label });

/** 160 bits, as RFC 4226 §4 recommends; in Base32, as authenticator apps take it. */
export const newOtpSecret = (): string => new Secret({ size: 20 }).base32;

/** What the authenticator app reads from a QR code. */
export const otpUri = (secret: string, library: string, number: string): string =>
  totp(secret, library, number).toString();

/**
 * The time step of a code (RFC 6238 §4), one step early or late allowed for clocks that differ.
 * @returns undefined when the code is wrong
 */
export function otpStep(secret: string, code: string, now: Date): number | undefined {
  const delta = totp(secret).validate({ token: code, timestamp: now.getTime(), window: 1 });
  return delta === null ? undefined : Math.floor(now.getTime() / 1000 / period) + delta;
}
