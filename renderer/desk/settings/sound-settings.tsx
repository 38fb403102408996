import { useStore } from 'zustand';
import { Icon } from '../../parts/icon.tsx';
import { iconOfTone } from '../../parts/tone-icon.ts';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';
import { iconOfStep } from '../returns/return-icon.ts';
import { Section } from './section.tsx';
import { Switch } from './switch.tsx';

const tones = ['good', 'attention', 'refusal', 'queued'] as const;
/** What the Return screen plays for a copy that needs a hand. */
const piles = ['hold_shelf', 'transit', 'maintenance', 'refer'] as const;

export function SoundSettings() {
  const { preferences, play } = useDesk();
  const sounds = useStore(preferences, (state) => state.sounds);
  const words = text.settings.sounds;
  return (
    <Section title={words.title}>
      <Switch label={words.on} isOn={sounds} onChange={(isOn) => preferences.setState({ sounds: isOn })} />
      <p className="quiet-sentence">{words.intro}</p>
      <div className="sound-tests">
        {tones.map((tone) => (
          <button
            key={tone}
            type="button"
            className={`button small tone-${tone}`}
            aria-label={words.play(words.tones[tone])}
            onClick={() => play(tone)}
          >
            <Icon name={iconOfTone(tone)} size={16} /> {words.tones[tone]}
          </button>
        ))}
        {piles.map((pile) => (
          <button
            key={pile}
            type="button"
            className="button small"
            aria-label={words.play(text.returns.piles[pile])}
            onClick={() => play(pile)}
          >
            <Icon name={iconOfStep[pile]} size={16} /> {text.returns.piles[pile]}
          </button>
        ))}
      </div>
    </Section>
  );
}
