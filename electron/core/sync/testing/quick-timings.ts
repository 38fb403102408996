import type { SyncTimings } from '../timings.ts';

/** The proportions of the usual ones, ten times as quick. */
export const quick: SyncTimings = {
  silenceMs: 500,
  askAfterMs: 250,
  pollMs: 1000,
  comparePauseMs: 10,
  answerMs: 450,
  pieceMs: 600,
  graceMs: 200,
  lagMs: 1000,
  retryFirstMs: 10,
  retryMostMs: 100,
  spreadAskMs: 50,
  spreadListenMs: 100,
  retrySlowMs: 150,
};
