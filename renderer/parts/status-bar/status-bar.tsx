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
  /** Opens the screen that says more; absent while nobody is at work who may see it. */
  onOpen: ((task: 'attention' | 'settings') => void) | undefined;
};

/** Always there, always true: the line, what is queued, what needs a person, the scanners, the catalogue. */
export function StatusBar({ state, format, now, onOpen }: StatusBarProps) {
  const { outbox, enrolled, scanners, cache, connection } = state;
  return (
    <section className="status-bar" aria-label={text.status.label}>
      <ConnectionStatus connection={connection} format={format} now={now} />
      <span className="status-item" data-testid="status-queued" title={text.status.queuedHint}>
        <Icon name="queued" size={16} />
        {text.status.queued(outbox.queued)}
      </span>
      <AttentionStatus count={outbox.needsAttention} onOpen={onOpen && (() => onOpen('attention'))} />
      <ScannerStatus scanners={scanners} onOpen={onOpen && (() => onOpen('settings'))} />
      <span className="status-gap" />
      <CacheStatus cache={cache} format={format} />
      {enrolled && <span className="status-item status-desk">{enrolled.deskName}</span>}
    </section>
  );
}

type Opening = { onOpen: (() => void) | undefined };

function AttentionStatus({ count, onOpen }: Opening & { count: number }) {
  if (count === 0) return null;
  return (
    <Trouble onOpen={onOpen} testId="status-attention">
      {text.status.needsAttention(count)}
    </Trouble>
  );
}

/** Keyboard scanners cannot be seen; of the USB ones, how many are ready, or the sentence that says why not. */
function ScannerStatus({ scanners, onOpen }: Opening & Pick<DeskState, 'scanners'>) {
  const ready = scanners.devices.filter((device) => device.state === 'ready').length;
  if (scanners.support === 'unavailable' || ready < scanners.devices.length) {
    return (
      <Trouble onOpen={onOpen} testId="status-scanners">
        {scanners.sentence}
      </Trouble>
    );
  }
  return (
    <span className="status-item" title={scanners.sentence} data-testid="status-scanners">
      <Icon name="barcode" size={16} />
      {ready > 0 ? text.status.scanners(ready) : text.status.noScanner}
    </span>
  );
}

/** What a person should see to; it leads to the screen that says more, where there is one for whoever is here. */
function Trouble({ children, onOpen, testId }: Opening & { children: string; testId: string }) {
  const words = (
    <>
      <Icon name="attention" size={16} />
      <span>{children}</span>
    </>
  );
  const looks = { className: 'status-item status-trouble tone-attention', title: children, 'data-testid': testId };
  if (!onOpen) return <span {...looks}>{words}</span>;
  return (
    <button type="button" {...looks} onClick={onOpen}>
      {words}
    </button>
  );
}
