import type { CacheState } from '#shared/contract/desk.ts';
import { text } from '../../text/language.ts';
import { useFormat } from '../desk-context.tsx';

/** The first load of the branch's catalogue, with its counts, and the reason when it is loaded afresh. */
export function CatalogLoading({ cache }: { cache: Exclude<CacheState, { kind: 'ready' }> }) {
  const { number } = useFormat();
  const words = text.catalog;
  if (cache.kind === 'empty') {
    return (
      <div className="catalog-loading">
        <p className="catalog-loading-title">{words.emptyTitle}</p>
        <p>{words.emptyHint}</p>
      </div>
    );
  }
  return (
    <div className="catalog-loading">
      <p className="catalog-loading-title">
        {words.loadingTitle}
        <span>{text.status.loading(number(cache.done), number(cache.total))}</span>
      </p>
      <progress aria-label={words.loadingTitle} value={cache.done} max={Math.max(1, cache.total)} />
      <p>
        {cache.reason} {words.loadingHint}
      </p>
    </div>
  );
}
