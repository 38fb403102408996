import type { CopyStatus } from '#shared/contract/vocabulary.ts';
import { Icon } from '../../parts/icon.tsx';
import type { IconName } from '../../parts/icon-paths.ts';
import type { Tone } from '../../parts/tone.ts';
import { text } from '../../text/language.ts';
import { useDesk, useFormat } from '../desk-context.tsx';
import type { ShelfCopy } from './catalog-task.ts';

const looks: Record<CopyStatus, { icon: IconName; tone: Tone | 'plain' }> = {
  available: { icon: 'shelf', tone: 'good' },
  on_loan: { icon: 'checkout', tone: 'plain' },
  on_hold_shelf: { icon: 'hold', tone: 'attention' },
  in_transit: { icon: 'transit', tone: 'attention' },
  maintenance: { icon: 'maintenance', tone: 'attention' },
  missing: { icon: 'attention', tone: 'refusal' },
  lost: { icon: 'attention', tone: 'refusal' },
  withdrawn: { icon: 'stop', tone: 'refusal' },
};

/** The state of a copy: icon, word, and until when it is lent. */
export function CopyState({ copy }: { copy: ShelfCopy }) {
  const { surroundings } = useDesk();
  const format = useFormat();
  const { icon, tone } = looks[copy.status];
  const now = surroundings.now();
  const isOverdue = copy.dueAt !== null && new Date(copy.dueAt) < now;
  const due = copy.dueAt && format.date(copy.dueAt, now);
  return (
    <span className={`copy-state tone-${isOverdue ? 'refusal' : tone}`}>
      <Icon name={icon} size={16} />
      <span>
        {text.catalog.statuses[copy.status]}
        {due && <span className="copy-due">{isOverdue ? text.catalog.isOverdue(due) : text.catalog.due(due)}</span>}
      </span>
    </span>
  );
}
