import { describe, expect, it } from 'vitest';
import { newOtpSecret, otpStep, otpUri } from './second-factor.ts';

/** "12345678901234567890" in Base32: the secret of RFC 6238, appendix B; its codes are the last six of the eight digits. */
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const at = (seconds: number) => new Date(seconds * 1000);

describe('a code of an authenticator app', () => {
  it.each([
    [59, '287082', 1],
    [1111111109, '081804', 37037036],
    [1234567890, '005924', 41152263],
    [20000000000, '353130', 666666666],
  ])('is read as RFC 6238 says: %i', (seconds, code, step) => {
    expect(otpStep(secret, code, at(seconds))).toBe(step);
  });

  it('may be one step early or late, not two', () => {
    for (const seconds of [29, 59, 89]) expect(otpStep(secret, '287082', at(seconds))).toBe(1);
    expect(otpStep(secret, '287082', at(120))).toBeUndefined();
  });

  it('is wrong when it is wrong', () => {
    expect(otpStep(secret, '287083', at(59))).toBeUndefined();
  });
});

describe('a new secret', () => {
  it('has 160 bits, and goes into an address that apps understand', () => {
    const made = newOtpSecret();
    expect(made).toMatch(/^[A-Z2-7]{32}$/);
    const uri = new URL(otpUri(made, 'Town Library', '4711'));
    expect(uri.searchParams.get('secret')).toBe(made);
    expect(uri.searchParams.get('issuer')).toBe('Town Library');
  });
});
