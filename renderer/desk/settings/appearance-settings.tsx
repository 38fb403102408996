import { useStore } from 'zustand';
import { Choice } from '../../parts/field.tsx';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';
import { Section } from './section.tsx';

const themes = ['system', 'light', 'dark'] as const;

export function AppearanceSettings() {
  const { preferences } = useDesk();
  const theme = useStore(preferences, (state) => state.theme);
  const words = text.settings.appearance;
  return (
    <Section title={words.title}>
      <Choice
        legend={words.theme}
        value={theme}
        choices={themes.map((value) => ({ value, label: words.themes[value] }))}
        onChange={(next) => preferences.setState({ theme: next })}
      />
    </Section>
  );
}
