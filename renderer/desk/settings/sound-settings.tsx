import { useStore } from 'zustand';
import { Icon } from '../../parts/icon.tsx';
import { iconOfTone } from '../../parts/tone-icon.ts';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';
import { Section } from './section.tsx';
import { Switch } from './switch.tsx';

const tones = ['good', 'attention', 'refusal', 'queued'] as const;

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
      </div>
    </Section>
  );
}
