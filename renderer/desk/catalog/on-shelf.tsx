import { Icon } from '../../parts/icon.tsx';
import { text } from '../../text/language.ts';

/** How many copies of this branch stand on the shelf. */
export function OnShelf({ available, copies }: { available: number; copies: number }) {
  return (
    <span className={`on-shelf tone-${available > 0 ? 'good' : 'plain'}`}>
      <Icon name={available > 0 ? 'check' : 'cross'} size={16} />
      {text.catalog.ofCopies(available, copies)}
    </span>
  );
}
