import type { Sound } from './sounds/scores.ts';

/** How an outcome feels; each tone has its own colour, icon, word and sound. */
export type Tone = 'good' | 'attention' | 'refusal' | 'queued';

/** Says an outcome in words to those who listen to the screen, and with its tone's sound or with one of its own. */
export type Signal = (tone: Tone, sentence: string, sound?: Sound) => void;
