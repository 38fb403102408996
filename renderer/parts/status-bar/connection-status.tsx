import type { Connection } from '#shared/contract/desk.ts';
import type { Format } from '../../text/format.ts';
import { text } from '../../text/language.ts';
import { Icon } from '../icon.tsx';
import type { IconName } from '../icon-paths.ts';
import type { Tone } from '../tone.ts';
import { connectionWords } from './connection-words.ts';

const looks: Record<Connection['kind'], { icon: IconName; tone: Tone }> = {
  live: { icon: 'live', tone: 'good' },
  behind: { icon: 'behind', tone: 'attention' },
  offline: { icon: 'offline', tone: 'refusal' },
};

/** Live, behind by how long, or offline since when. */
export function ConnectionStatus(props: { connection: Connection; format: Format; now: Date }) {
  const { icon, tone } = looks[props.connection.kind];
  return (
    <span
      className={`status-item status-connection tone-${tone}`}
      role="status"
      title={hintOf(props.connection, props.format)}
      data-testid="status-line"
    >
      <Icon name={icon} size={16} />
      {connectionWords(props.connection, props.format, props.now)}
    </span>
  );
}

/** What follows from it, for whoever rests the mouse on it. */
function hintOf({ kind, since }: Connection, format: Format): string {
  if (kind === 'live') return text.status.liveSince(format.time(since));
  return kind === 'offline' ? text.status.offlineHint : '';
}
