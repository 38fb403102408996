import { describe, expect, it } from 'vitest';
import { TestClock } from '../testing/test-clock.ts';
import { Wake } from './wake.ts';

const aWake = () => {
  const clock = new TestClock();
  return { clock, wake: new Wake(clock.after.bind(clock)) };
};

describe('waiting', () => {
  it('ends when its time is over', async () => {
    const { clock, wake } = aWake();
    const waiting = wake.within(1000);
    await clock.advance(1000);
    expect(await waiting).toBe(false);
  });

  it('ends when called', async () => {
    const { wake } = aWake();
    const waiting = wake.within(1000);
    wake.call();
    expect(await waiting).toBe(true);
  });

  it('does not begin when it was called while at work', async () => {
    const { wake } = aWake();
    wake.call();
    expect(wake.isCalled).toBe(true);
    expect(await wake.within(1000)).toBe(true);
    expect(wake.isCalled).toBe(false);
  });

  it('takes a call once, however often it was called', async () => {
    const { clock, wake } = aWake();
    wake.call();
    wake.call();
    await wake.within(1000);
    const again = wake.within(1000);
    await clock.advance(1000);
    expect(await again).toBe(false);
  });
});
