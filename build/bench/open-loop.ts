import { figuresOf } from './load-loop.ts';
import type { RawAnswer } from './many-sockets.ts';

/** What came of requests that were sent whether or not earlier ones had been answered. */
export type Storm = {
  seconds: number;
  offered: number;
  /** Answered 2xx; with the milliseconds they took. */
  accepted: { answer: RawAnswer; took: number }[];
  /** Sent away with 503 or 429, and how many of those without saying when to come again. */
  shed: { took: number }[];
  shedWithoutWord: number;
  /** Any other answer, by its status. */
  otherwise: Map<number, number>;
  /** No answer at all: the line broke, or no more connections were to be had. */
  unanswered: number;
  /** How late the loader itself was, in milliseconds; what is measured includes it. */
  late: number[];
};

type Offer = {
  perSecond: number;
  seconds: number;
  send(n: number): Promise<RawAnswer | null>;
};

const tickMs = 5;
/** Whoever was let in last still gets his answer. */
const lastAnswersMs = 10_000;

/**
 * Offers so many requests a second, independent of the answers. A request's time counts from when it was due, so that a
 * loader that falls behind does not hide what its people would have waited.
 */
export async function offer({ perSecond, seconds, send }: Offer): Promise<Storm> {
  const storm: Storm = {
    seconds,
    offered: 0,
    accepted: [],
    shed: [],
    shedWithoutWord: 0,
    otherwise: new Map(),
    unanswered: 0,
    late: [],
  };
  const underWay = new Set<Promise<void>>();
  let isOver = false;
  const began = performance.now();
  const one = async (n: number) => {
    const due = began + (n / perSecond) * 1000;
    storm.late.push(performance.now() - due);
    const answer = await send(n);
    if (!isOver) note(storm, answer, performance.now() - due);
  };
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      const passed = Math.min((performance.now() - began) / 1000, seconds);
      for (; storm.offered < passed * perSecond; storm.offered++) {
        const request: Promise<void> = one(storm.offered).finally(() => underWay.delete(request));
        underWay.add(request);
      }
      if (passed < seconds) return;
      clearInterval(timer);
      resolve();
    }, tickMs);
  });
  storm.seconds = (performance.now() - began) / 1000;
  const late = new Promise<void>((resolve) => setTimeout(resolve, lastAnswersMs).unref());
  await Promise.race([Promise.all(underWay), late]);
  isOver = true;
  storm.unanswered += underWay.size;
  return storm;
}

function note(storm: Storm, answer: RawAnswer | null, took: number): void {
  if (answer === null) storm.unanswered += 1;
  else if (answer.status < 300) storm.accepted.push({ answer, took });
  else if (answer.status === 503 || answer.status === 429) {
    storm.shed.push({ took });
    if (answer.retryAfter === null) storm.shedWithoutWord += 1;
  } else storm.otherwise.set(answer.status, (storm.otherwise.get(answer.status) ?? 0) + 1);
}

export const timesOf = (some: readonly { took: number }[], seconds: number) =>
  figuresOf(
    some.map(({ took }) => took),
    seconds,
  );
