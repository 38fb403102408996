import { type KeyboardEvent, type ReactNode, useId } from 'react';

type TabsProps<Name extends string> = {
  label: string;
  className: string;
  names: readonly Name[];
  shown: Name;
  titles: Record<Name, ReactNode>;
  onShow(name: Name): void;
  /** What the tab that is shown has to show. */
  children: ReactNode;
};

/**
 * One thing at a time. One stop of the Tab key; the arrows go from tab to tab.
 * https://www.w3.org/WAI/ARIA/apg/patterns/tabs/
 */
export function Tabs<Name extends string>(props: TabsProps<Name>) {
  const { names, shown, titles, onShow } = props;
  const id = useId();

  function onKeyDown(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = names[(names.indexOf(shown) + step + names.length) % names.length] ?? shown;
    onShow(next);
    document.getElementById(`${id}-${next}`)?.focus();
  }

  return (
    <div className={props.className}>
      <div role="tablist" aria-label={props.label} className="tab-list">
        {names.map((name) => (
          <button
            key={name}
            id={`${id}-${name}`}
            type="button"
            role="tab"
            className="tab"
            aria-selected={name === shown}
            aria-controls={`${id}-panel`}
            tabIndex={name === shown ? 0 : -1}
            onClick={() => onShow(name)}
            onKeyDown={onKeyDown}
          >
            {titles[name]}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${shown}`} className="tab-panel">
        {props.children}
      </div>
    </div>
  );
}
