import type { Tone } from '../tone.ts';

/** `at` and `length` in seconds from the start, `frequency` in hertz. */
export type Note = { frequency: number; at: number; length: number; wave: OscillatorType };

/**
 * Told apart by pitch and by rhythm, so that nobody needs to look up, and nobody needs perfect pitch:
 * good rises once; attention knocks three times; refusal falls, low and rough; queued is one note, set down softly.
 */
export const scores: Record<Tone, readonly Note[]> = {
  good: [
    { frequency: 784, at: 0, length: 0.09, wave: 'sine' },
    { frequency: 1175, at: 0.09, length: 0.16, wave: 'sine' },
  ],
  attention: [
    { frequency: 660, at: 0, length: 0.1, wave: 'triangle' },
    { frequency: 660, at: 0.16, length: 0.1, wave: 'triangle' },
    { frequency: 880, at: 0.32, length: 0.2, wave: 'triangle' },
  ],
  refusal: [
    { frequency: 233, at: 0, length: 0.18, wave: 'sawtooth' },
    { frequency: 165, at: 0.22, length: 0.34, wave: 'sawtooth' },
  ],
  queued: [{ frequency: 440, at: 0, length: 0.3, wave: 'sine' }],
};
