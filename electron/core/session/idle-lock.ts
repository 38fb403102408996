import type { Clock } from '../clock.ts';

/** Says when nobody has touched the desk for so many milliseconds, also when the computer slept meanwhile. */
export function createIdleLock(clock: Clock, idleMs: number, onIdle: () => void) {
  let touchedAt: number | null = null;
  let cancel = () => {};
  const now = () => clock.now().getTime();

  function watch(): void {
    cancel();
    if (touchedAt === null) return;
    const leftMs = touchedAt + idleMs - now();
    if (leftMs > 0) {
      cancel = clock.after(leftMs, watch);
      return;
    }
    touchedAt = null;
    onIdle();
  }

  return {
    /** Locks a desk that was left too long ago, without counting as a hand at it. */
    check(): void {
      if (touchedAt !== null && now() - touchedAt >= idleMs) watch();
    },
    start(): void {
      touchedAt = now();
      watch();
    },
    /** A hand at the desk. After a sleep longer than the limit it comes too late: the desk locks. */
    touch(): void {
      if (touchedAt === null) return;
      if (now() - touchedAt < idleMs) touchedAt = now();
      else watch();
    },
    stop(): void {
      touchedAt = null;
      cancel();
    },
  };
}
