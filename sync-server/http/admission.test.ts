import { describe, expect, test } from 'vitest';
import { admission } from './admission.ts';

/** Work that goes on until it is told to end. */
function aLongRequest() {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  return { work: () => promise, end: resolve, fail: reject };
}

const done = async () => 'done';

describe('a server that is full', () => {
  test('tells the next to come back in a moment, and lets him in when there is room', async () => {
    const places = admission({ atOnce: 1, perTenant: 1 });
    const first = aLongRequest();
    const answered = places.within(first.work);
    const refused = places.within(done);
    await expect(refused).rejects.toMatchObject({ code: 'OVERLOADED' });
    const seconds = await refused.catch(({ details }) => details.retryAfter);
    expect([1, 2, 3]).toContain(seconds);
    first.end();
    await answered;
    expect(await places.within(done)).toBe('done');
  });

  test('gives the place of a request that failed to the next', async () => {
    const places = admission({ atOnce: 1, perTenant: 1 });
    const failing = aLongRequest();
    const failed = places.within(failing.work);
    failing.fail(new Error('The line broke.'));
    await expect(failed).rejects.toThrow('The line broke.');
    expect(places.atWork()).toBe(0);
  });
});

test('a storm from one library leaves room for another', async () => {
  const places = admission({ atOnce: 10, perTenant: 1 });
  const first = aLongRequest();
  const answered = places.withinTenant('riverside', first.work);
  await expect(places.withinTenant('riverside', done)).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
  expect(await places.withinTenant('hillside', done)).toBe('done');
  first.end();
  await answered;
  expect(await places.withinTenant('riverside', done)).toBe('done');
});
