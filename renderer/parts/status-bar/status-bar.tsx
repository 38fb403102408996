import type { DeskState } from '#shared/contract/desk.ts';
import type { Format } from '../../text/format.ts';
import { text } from '../../text/language.ts';
import { Icon } from '../icon.tsx';
import { CacheStatus } from './cache-status.tsx';
import { ConnectionStatus } from './connection-status.tsx';
import './status-bar.css';

type StatusBarProps = {
  state: DeskState;
  format: Format;
  now: Date;
  /** Opens the list of what needs attention; absent while nobody is at work who may see it. */
  onAttention: (() => void) | undefined;
};

/** Always there, always true: the line, what is queued, what needs a person, the scanners, the catalogue. */
export function StatusBar({ state, format, now, onAttention }: StatusBarProps) {
  const { outbox, enrolled, scanners, cache, connection } = state;
  return (
    <section className="status-bar" aria-label={text.status.label}>
      <ConnectionStatus connection={connection} format={format} now={now} />
      <span className="status-item" data-testid="status-queued" title={text.status.queuedHint}>
        <Icon name="queued" size={16} />
        {text.status.queued(outbox.queued)}
      </span>
      <AttentionStatus count={outbox.needsAttention} onOpen={onAttention} />
      <ScannerStatus scanners={scanners} />
      <span className="status-gap" />
      <CacheStatus cache={cache} format={format} />
      {enrolled && <span className="status-item status-desk">{enrolled.deskName}</span>}
    </section>
  );
}

function AttentionStatus({ count, onOpen }: { count: number; onOpen: (() => void) | undefined }) {
  if (count === 0) return null;
  const words = (
    <>
      <Icon name="attention" size={16} />
      {text.status.needsAttention(count)}
    </>
  );
  if (!onOpen) return <span className="status-item tone-attention">{words}</span>;
  return (
    <button type="button" className="status-item tone-attention" data-testid="status-attention" onClick={onOpen}>
      {words}
    </button>
  );
}

/** Keyboard scanners cannot be seen; of the USB ones, how many are ready, or the sentence that says why not. */
function ScannerStatus({ scanners }: Pick<DeskState, 'scanners'>) {
  const ready = scanners.devices.filter((device) => device.state === 'ready').length;
  const hasTrouble = scanners.support === 'unavailable' || ready < scanners.devices.length;
  const words = ready > 0 ? text.status.scanners(ready) : text.status.noScanner;
  return (
    <span
      className={hasTrouble ? 'status-item status-trouble tone-attention' : 'status-item'}
      title={scanners.sentence}
      data-testid="status-scanners"
    >
      <Icon name={hasTrouble ? 'attention' : 'barcode'} size={16} />
      <span>{hasTrouble ? scanners.sentence : words}</span>
    </span>
  );
}
