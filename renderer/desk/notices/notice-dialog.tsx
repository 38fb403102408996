import { useStore } from 'zustand';
import type { WrittenNotice } from '#shared/contract/notices.ts';
import { Dialog } from '../../parts/dialogs/dialog.tsx';
import { text } from '../../text/language.ts';
import { useDesk, useFormat, usePermission } from '../desk-context.tsx';
import { courseOf, isRetryable, nameOf } from './notice-words.ts';

/** What one notice says, or would have said. */
export function NoticeDialog({ notice }: { notice: WrittenNotice }) {
  const { tasks } = useDesk();
  const mayRetry = usePermission('notices.retry');
  const { isRetrying } = useStore(tasks.notices.store);
  const format = useFormat();
  const close = () => tasks.notices.close();
  return (
    <Dialog title={nameOf(notice)} onClose={close}>
      <p className="quiet-sentence">{courseOf(notice, format)}</p>
      {notice.sentence && <p className="notice-sentence">{notice.sentence}</p>}
      {notice.body ? (
        <article className="panel notice-letter" lang={notice.language ?? undefined}>
          <h3>{notice.subject ?? text.notices.noSubject}</h3>
          <p>{notice.body}</p>
        </article>
      ) : (
        <p>{text.notices.unwritten}</p>
      )}
      <div className="form-buttons">
        {mayRetry && isRetryable(notice.state) && (
          <button
            type="button"
            className="button"
            disabled={isRetrying}
            onClick={() => void tasks.notices.retry([notice.id])}
          >
            {text.notices.retry[notice.state]}
          </button>
        )}
        <button type="button" className="button primary" onClick={close}>
          {text.dialog.close}
        </button>
      </div>
    </Dialog>
  );
}
