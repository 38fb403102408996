import { en, type Text } from './en.ts';

/** The language of the screen. Another one is another file of the same shape beside en.ts, chosen here. */
export const text: Text = en;
