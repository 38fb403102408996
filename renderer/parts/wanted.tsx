import { Icon } from './icon.tsx';
import type { IconName } from './icon-paths.ts';

/** Where a part of a screen has nothing to show yet: what is wanted, or that nothing is. */
export function Wanted({ icon, title, hint }: { icon: IconName; title: string; hint?: string }) {
  return (
    <div className="wanted">
      <Icon name={icon} size={56} />
      <p className="wanted-title">{title}</p>
      {hint && <p className="wanted-hint">{hint}</p>}
    </div>
  );
}
