import type { IconName } from './icon-paths.ts';
import type { Tone } from './tone.ts';

/** The drawing of a tone; null while the outcome is not known yet. */
export function iconOfTone(tone: Tone | null): IconName {
  if (tone === null) return 'waiting';
  return ({ good: 'check', attention: 'attention', refusal: 'stop', queued: 'queued' } as const)[tone];
}
