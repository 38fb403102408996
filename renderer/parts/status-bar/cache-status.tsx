import type { CacheState } from '#shared/contract/desk.ts';
import type { Format } from '../../text/format.ts';
import { text } from '../../text/language.ts';

/** How much of the branch's catalogue this desk has, with a bar while it is loaded. */
export function CacheStatus({ cache, format: { number } }: { cache: CacheState; format: Format }) {
  if (cache.kind === 'empty') return <span className="status-item">{text.status.empty}</span>;
  if (cache.kind === 'ready') {
    return <span className="status-item">{text.status.holdings(number(cache.books), number(cache.copies))}</span>;
  }
  return (
    <span className="status-item status-progress" title={cache.reason} data-testid="status-progress">
      {text.status.loading(number(cache.done), number(cache.total))}
      <progress aria-label={text.status.loadingLabel} value={cache.done} max={Math.max(1, cache.total)} />
    </span>
  );
}
