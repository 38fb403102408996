import { describe, expect, test } from 'vitest';
import { Admission } from './admission.ts';

/** Work that goes on until it is told to end. */
function aLongRequest() {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  return { work: () => promise, end: resolve, fail: reject };
}

const done = async () => 'done';
const nextTurns = () => new Promise((resolve) => setImmediate(resolve));

/** One at a time, and hardly anybody may wait, unless said otherwise. */
const places = (settings: Partial<ConstructorParameters<typeof Admission>[0]> = {}) =>
  new Admission({ atOnce: 1, ofOneAtOnce: 1, patienceMs: 0, fewest: 0, most: 0, burst: 0, ...settings });

describe('a server that is full', () => {
  test('tells the next to come back in a moment, and lets him in when there is room', async () => {
    const full = places();
    const first = aLongRequest();
    const answered = full.within('riverside', first.work);
    const refused = full.within('hillside', done);
    await expect(refused).rejects.toMatchObject({ code: 'OVERLOADED' });
    const seconds = await refused.catch(({ details }) => details.retryAfter);
    expect([1, 2, 3]).toContain(seconds);
    first.end();
    await answered;
    expect(await full.within('hillside', done)).toBe('done');
  });

  test('gives the place of a request that failed to the next', async () => {
    const full = places({ fewest: 10, most: 10 });
    const failing = aLongRequest();
    const failed = full.within('riverside', failing.work);
    const waiting = full.within('riverside', done);
    failing.fail(new Error('The line broke.'));
    await expect(failed).rejects.toThrow('The line broke.');
    expect(await waiting).toBe('done');
    expect([full.atWork(), full.waiting()]).toEqual([0, 0]);
  });

  test('does not begin what nobody waits for any more', async () => {
    const full = places({ fewest: 10, most: 10 });
    const first = aLongRequest();
    const answered = full.within('riverside', first.work);
    let isBegun = false;
    const given = full.within(
      'riverside',
      async () => {
        isBegun = true;
      },
      () => false,
    );
    first.end();
    await answered;
    await expect(given).rejects.toMatchObject({ code: 'OVERLOADED' });
    expect(isBegun).toBe(false);
  });
});

describe('a storm from one library', () => {
  test('leaves room for another, though what it asks for takes long', async () => {
    const shared = places({ atOnce: 10, ofOneAtOnce: 9 });
    const long = aLongRequest();
    const storm = Array.from({ length: 9 }, () => shared.within('riverside', long.work));
    await expect(shared.within('riverside', done)).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
    expect(await shared.within('hillside', done)).toBe('done');
    long.end();
    await Promise.all(storm);
    expect(await shared.within('riverside', done)).toBe('done');
  });

  test('makes another wait for one turn, not for all that came before; each library is served in order', async () => {
    const shared = places({ fewest: 100, most: 100 });
    const first = aLongRequest();
    const order: string[] = [];
    const storm = [shared.within('riverside', first.work)];
    const note = (name: string) => async () => void order.push(name);
    for (let count = 1; count <= 20; count++) storm.push(shared.within('riverside', note(`riverside ${count}`)));
    const other = shared.within('hillside', note('hillside'));
    first.end();
    await Promise.all([...storm, other]);
    expect(order.indexOf('hillside')).toBeLessThan(2);
    expect(order.filter((name) => name !== 'hillside')).toEqual(
      Array.from({ length: 20 }, (_, count) => `riverside ${count + 1}`),
    );
  });

  test('may not fill the queue: a fifth of it is for others', async () => {
    const shared = places({ fewest: 10, most: 10 });
    const first = aLongRequest();
    const storm = [shared.within('riverside', first.work)];
    for (let count = 0; count < 8; count++) storm.push(shared.within('riverside', async () => {}));
    await expect(shared.within('riverside', done)).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
    const others = [shared.within('hillside', done), shared.within('hillside', done)];
    await expect(shared.within('hillside', done)).rejects.toMatchObject({ code: 'OVERLOADED' });
    // Whoever has nobody in the queue yet may join it all the same.
    others.push(shared.within('lakeside', done));
    first.end();
    await Promise.all(storm);
    expect(await Promise.all(others)).toEqual(['done', 'done', 'done']);
  });
});

test.each([
  ['a quick one, as many as it does in half a second', 100, 50],
  ['a slow one, no fewer than a few', 4, 10],
  ['a very quick one, no more than fit', 5000, 80],
])('how many may wait is for the server’s pace to say: at %s', async (_, perSecond, mayWait) => {
  let now = 0;
  const busy = places({ patienceMs: 500, fewest: 10, most: 80, now: () => now });
  for (let count = 0; count < perSecond; count++) {
    await busy.within('riverside', done);
    now += 1000 / perSecond;
  }
  const long = aLongRequest();
  const storm = ['riverside', 'hillside'].flatMap((library) =>
    Array.from({ length: 100 }, () => busy.within(library, long.work)),
  );
  const answers = Promise.allSettled(storm);
  await nextTurns();
  expect(busy.waiting()).toBe(mayWait);
  long.end();
  await answers;
  expect([busy.atWork(), busy.waiting()]).toEqual([0, 0]);
});

test('what comes in all at once after a quiet time is waited for; a queue that stands for more than a second is cut', async () => {
  let now = 0;
  const shared = places({ fewest: 10, most: 10, burst: 500, now: () => now });
  const first = aLongRequest();
  const letIn = Array.from({ length: 300 }, () => shared.within('riverside', first.work));
  await nextTurns();
  expect(shared.waiting()).toBe(299);
  now += 1001;
  await expect(shared.within('riverside', done)).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
  first.end();
  await Promise.all(letIn);
  const next = aLongRequest();
  const again = Array.from({ length: 300 }, () => shared.within('riverside', next.work));
  await nextTurns();
  expect(shared.waiting()).toBe(299);
  next.end();
  await Promise.all(again);
});
