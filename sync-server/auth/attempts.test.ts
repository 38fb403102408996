import { describe, expect, it } from 'vitest';
import { networkOf } from './attempts.ts';

describe('whose attempts are counted together', () => {
  it.each([
    ['an IPv4 address alone', '192.0.2.7', '192.0.2.7'],
    ['an IPv4 address written as IPv6, alone', '::ffff:192.0.2.7', '::ffff:192.0.2.7'],
    ['all addresses of an IPv6 /64', '2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['the same in short', '2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['zeros in the front half', '2001:db8::1', '2001:db8:0:0::/64'],
    ['this machine', '::1', '0:0:0:0::/64'],
  ])('%s', (_, address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
