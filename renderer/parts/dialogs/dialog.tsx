import { type ReactNode, useEffect, useId, useRef } from 'react';
import { text } from '../../text/language.ts';
import './dialog.css';

type DialogProps = {
  title: string;
  onClose(): void;
  /** How many scans wait until the dialog is closed; told, so that nobody wonders. */
  heldScans?: number;
  children: ReactNode;
};

/** A modal dialog of the browser's own: it keeps the focus, gives it back, and closes with Esc. */
export function Dialog({ title, onClose, heldScans = 0, children }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);

  return (
    <dialog ref={ref} className="dialog" aria-labelledby={titleId} onClose={onClose}>
      <h2 id={titleId}>{title}</h2>
      {children}
      <p className="dialog-held" role="status">
        {heldScans > 0 ? text.scan.held(heldScans) : ''}
      </p>
    </dialog>
  );
}
