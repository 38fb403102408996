/** What a loop of clients achieved: finished calls a second, and how long one took in milliseconds. */
export type Figures = { perSecond: number; p50: number; p95: number; calls: number };

type Loop = {
  clients: number;
  seconds: number;
  /** One call of one client; false when there is nothing left to do. */
  call(client: number): Promise<boolean>;
};

/** Like pgbench: so many clients, each sending its next call as soon as its last is answered. */
export async function runLoop({ clients, seconds, call }: Loop): Promise<Figures> {
  const took: number[] = [];
  const began = performance.now();
  const ends = began + seconds * 1000;
  const client = async (_: unknown, number: number) => {
    while (performance.now() < ends) {
      const sent = performance.now();
      if (!(await call(number))) return;
      took.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return figuresOf(took, (performance.now() - began) / 1000);
}

/** Rate and percentiles of single durations in milliseconds. */
export function figuresOf(took: readonly number[], seconds: number): Figures {
  const sorted = [...took].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { perSecond: took.length / seconds, p50: at(0.5), p95: at(0.95), calls: took.length };
}
