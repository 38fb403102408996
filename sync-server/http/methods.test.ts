import { expect, it } from 'vitest';
import { methodsOf } from './methods.ts';

it.each([
  ['/api/v1/policies', ['GET', 'HEAD', 'PUT']],
  ['/api/v1/policies?version=1', ['GET', 'HEAD', 'PUT']],
  ['/api/v1/books/978', ['GET', 'HEAD', 'PATCH']],
  ['/api/v1/loans/checkout', ['POST']],
  ['/api/v1/sync/branches/1/events', ['GET']],
  ['/api/v1/nowhere', []],
  ['/api/v1/books/978/', []],
  ['/policies', []],
])('%s takes %j', (address, methods) => {
  expect(methodsOf(address)).toEqual(methods);
});
