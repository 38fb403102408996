import type { ObservationState } from '#shared/contract/desk.ts';
import { Icon } from '../../parts/icon.tsx';
import type { IconName } from '../../parts/icon-paths.ts';
import { text } from '../../text/language.ts';

const looks: Record<ObservationState, { icon: IconName; tone: string }> = {
  queued: { icon: 'queued', tone: 'queued' },
  applied: { icon: 'check', tone: 'good' },
  needs_attention: { icon: 'attention', tone: 'attention' },
  settled: { icon: 'check', tone: 'plain' },
};

export function OutboxState({ state }: { state: ObservationState }) {
  const { icon, tone } = looks[state];
  return (
    <span className={`outbox-state tone-${tone}`}>
      <Icon name={icon} size={18} /> {text.attention.states[state]}
    </span>
  );
}
