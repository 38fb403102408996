import type { Tone } from '../tone.ts';

/**
 * What is played: each tone has its sound, each pile of the Return screen its own, and `tick` is for what is as it should
 * be, many times in a row.
 */
export type Sound = Tone | 'tick' | 'hold_shelf' | 'transit' | 'maintenance' | 'refer' | CountingSound;

/** What a stocktake says of the copy in the hand, besides `tick`, `hold_shelf` and `transit`. */
type CountingSound =
  | 'elsewhere'
  | 'on_loan'
  | 'found'
  | 'withdrawn'
  | 'wrong_shelf'
  | 'out_of_order'
  | 'unknown'
  | 'repeated';

/** `at` and `length` in seconds from the start, `frequency` in hertz. */
export type Note = { frequency: number; at: number; length: number; wave: OscillatorType };

/**
 * Told apart by pitch and by rhythm, so that nobody needs to look up, and nobody needs perfect pitch:
 * good rises once; attention knocks three times; refusal falls, low and rough; queued is one note, set down softly.
 * The hold shelf rings like a door bell; what travels climbs away; what is broken stumbles; the manager is called twice.
 * In a stocktake what is lost and found jumps for joy, what stands wrong falls a step, and all that is fine only ticks.
 */
export const scores: Record<Sound, readonly Note[]> = {
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
  tick: [{ frequency: 620, at: 0, length: 0.05, wave: 'sine' }],
  hold_shelf: [
    { frequency: 988, at: 0, length: 0.16, wave: 'triangle' },
    { frequency: 784, at: 0.2, length: 0.28, wave: 'triangle' },
  ],
  transit: [
    { frequency: 523, at: 0, length: 0.08, wave: 'triangle' },
    { frequency: 659, at: 0.1, length: 0.08, wave: 'triangle' },
    { frequency: 831, at: 0.2, length: 0.08, wave: 'triangle' },
    { frequency: 1047, at: 0.3, length: 0.18, wave: 'triangle' },
  ],
  maintenance: [
    { frequency: 392, at: 0, length: 0.06, wave: 'triangle' },
    { frequency: 330, at: 0.08, length: 0.06, wave: 'triangle' },
    { frequency: 262, at: 0.24, length: 0.26, wave: 'triangle' },
  ],
  refer: [
    { frequency: 466, at: 0, length: 0.14, wave: 'sawtooth' },
    { frequency: 622, at: 0.28, length: 0.24, wave: 'sawtooth' },
  ],
  elsewhere: [
    { frequency: 587, at: 0, length: 0.12, wave: 'triangle' },
    { frequency: 880, at: 0.18, length: 0.26, wave: 'triangle' },
  ],
  on_loan: [
    { frequency: 740, at: 0, length: 0.06, wave: 'triangle' },
    { frequency: 740, at: 0.12, length: 0.06, wave: 'triangle' },
    { frequency: 494, at: 0.24, length: 0.18, wave: 'triangle' },
  ],
  found: [
    { frequency: 659, at: 0, length: 0.07, wave: 'sine' },
    { frequency: 880, at: 0.08, length: 0.07, wave: 'sine' },
    { frequency: 1319, at: 0.16, length: 0.22, wave: 'sine' },
  ],
  withdrawn: [
    { frequency: 370, at: 0, length: 0.1, wave: 'sawtooth' },
    { frequency: 294, at: 0.12, length: 0.2, wave: 'sawtooth' },
  ],
  wrong_shelf: [
    { frequency: 698, at: 0, length: 0.07, wave: 'triangle' },
    { frequency: 523, at: 0.14, length: 0.14, wave: 'triangle' },
  ],
  out_of_order: [
    { frequency: 554, at: 0, length: 0.05, wave: 'triangle' },
    { frequency: 698, at: 0.07, length: 0.05, wave: 'triangle' },
    { frequency: 554, at: 0.14, length: 0.05, wave: 'triangle' },
  ],
  unknown: [
    { frequency: 208, at: 0, length: 0.12, wave: 'sawtooth' },
    { frequency: 208, at: 0.2, length: 0.12, wave: 'sawtooth' },
  ],
  repeated: [
    { frequency: 440, at: 0, length: 0.04, wave: 'sine' },
    { frequency: 440, at: 0.09, length: 0.04, wave: 'sine' },
  ],
};
