import { useEffect, useRef } from 'react';

/** A key of this screen, such as `F8` or `⇧F8`, while no dialog waits for an answer. Ctrl and F8 is another key. */
export function useActionKey(name: string, act: () => void): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const pressed = event.shiftKey ? `⇧${event.key}` : event.key;
      if (pressed !== name || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
      if (document.querySelector('dialog[open]')) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [name]);
}
