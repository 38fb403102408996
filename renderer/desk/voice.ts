import { createStore } from 'zustand/vanilla';
import type { Sound } from '../parts/sounds/scores.ts';
import type { Signal, Tone } from '../parts/tone.ts';

/** A sentence above the task that stays until the next one, or until somebody puts it away. */
export type Notice = { tone: Tone; sentence: string };

type VoiceState = {
  /** What is read out to those who listen to the screen; `count` makes the same sentence twice two announcements. */
  said: { sentence: string; urgent: boolean; count: number };
  notice: Notice | null;
};

/** How the desk speaks: by sound, in words to screen readers, and by the notice above the task. */
export class Voice {
  readonly store = createStore<VoiceState>(() => ({ said: { sentence: '', urgent: false, count: 0 }, notice: null }));
  readonly #play: (sound: Sound) => void;

  constructor(play: (sound: Sound) => void) {
    this.#play = play;
  }

  /** Says what stands on the screen already, as a line of its own. */
  readonly signal: Signal = (tone, sentence, sound = tone) => {
    this.#play(sound);
    this.say(sentence, tone === 'refusal');
  };

  /** Says what has no line of its own: as a notice, unless all is well. */
  readonly notice: Signal = (tone, sentence) => {
    this.store.setState({ notice: tone === 'good' ? null : { tone, sentence } });
    this.signal(tone, sentence);
  };

  say(sentence: string, urgent = false): void {
    this.store.setState(({ said }) => ({ said: { sentence, urgent, count: said.count + 1 } }));
  }

  dismissNotice(): void {
    this.store.setState({ notice: null });
  }

  /** Nothing of what was said remains on the page. */
  fallSilent(): void {
    this.dismissNotice();
    this.say('');
  }
}
