/** How an outcome feels; each tone has its own colour, icon, word and sound. */
export type Tone = 'good' | 'attention' | 'refusal' | 'queued';

/** Says an outcome with sound, and in words to those who listen to the screen. */
export type Signal = (tone: Tone, sentence: string) => void;
