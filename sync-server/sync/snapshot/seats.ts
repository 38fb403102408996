import type { StreamAnswer } from '../../http/call.ts';
import { Refusal } from '../../http/refusal.ts';

/**
 * So many streams at once; whoever comes on top is told to come back. After a restored backup five hundred desks want
 * their branch at the same moment: each would wait in vain for an answer to begin, and ask again.
 */
export function createSeats(count: number) {
  let taken = 0;
  /** @throws Refusal OVERLOADED */
  return async function whileStreaming(begin: () => Promise<StreamAnswer>): Promise<StreamAnswer> {
    if (taken >= count) throw new Refusal('OVERLOADED', { retryAfter: secondsToWait(), detail });
    taken += 1;
    const leave = () => {
      taken -= 1;
    };
    try {
      const answer = await begin();
      answer.stream.once('close', leave);
      return answer;
    } catch (error) {
      leave();
      throw error;
    }
  };
}

const detail = 'Many desks load their branch just now. Please try again shortly.';

/** Two to ten: some seconds is what a branch takes. */
const secondsToWait = () => 2 + Math.floor(Math.random() * 9);
