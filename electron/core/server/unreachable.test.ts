import { expect, it } from 'vitest';
import { unreachable } from './unreachable.ts';

const failed = (code: string) => new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });

it.each([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_HAS_EXPIRED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])('a server that cannot show who it is, is said to be that, and was told nothing: %s', (code) => {
  expect(unreachable(failed(code), false)).toMatchObject({
    mayHaveBeenDone: false,
    isUntrusted: true,
    sentence: expect.stringMatching(/^The server’s certificate is not trusted here/),
  });
});
