import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import type { NoticeState } from '#shared/contract/notices.ts';
import { VirtualTable } from '../../parts/table/virtual-table.tsx';
import { ViewButtons } from '../../parts/view-buttons.tsx';
import { Wanted } from '../../parts/wanted.tsx';
import { text } from '../../text/language.ts';
import { useDesk, usePermission } from '../desk-context.tsx';
import { noticeColumns } from './notice-columns.tsx';
import { NoticeDialog } from './notice-dialog.tsx';
import { isRetryable } from './notice-words.ts';

const ROW_HEIGHT = 64;
/** What somebody must see to comes first. */
const order: NoticeState[] = ['failed', 'kept', 'queued', 'dropped', 'sent'];

/** What members were told or could not be told; the latter can be sent again. */
export function NoticeList() {
  const { tasks } = useDesk();
  const { shown, open } = useStore(tasks.notices.store);
  const { total, phase, sentence } = useStore(tasks.notices.rows.store);
  const columns = useMemo(noticeColumns, []);

  useEffect(() => void tasks.notices.show('failed'), [tasks]);

  return (
    <section className="notices" aria-label={text.notices.title}>
      <div className="notices-bar">
        <StateChoice />
        <RetryShown />
      </div>
      {phase === 'failed' && <p className="form-refusal">{sentence}</p>}
      {phase === 'loading' && total === 0 && <p className="table-sentence">{text.notices.loading}</p>}
      {phase === 'ready' && total === 0 && <Wanted icon="check" title={text.notices.none[shown]} />}
      {total > 0 && phase !== 'failed' && (
        <VirtualTable
          rows={tasks.notices.rows}
          columns={columns}
          label={text.notices.label}
          rowHeight={ROW_HEIGHT}
          measured
          rowId={(row) => row.id}
          listKey={shown}
        />
      )}
      {open && <NoticeDialog notice={open} />}
    </section>
  );
}

function StateChoice() {
  const { tasks } = useDesk();
  const { shown } = useStore(tasks.notices.store);
  return (
    <ViewButtons
      legend={text.notices.choose}
      value={shown}
      choices={order.map((value) => ({ value, label: text.notices.states[value] }))}
      onChange={(state) => void tasks.notices.show(state)}
    />
  );
}

/** All of the first page at once: when the mail server is back, nobody wants to press a hundred times. */
function RetryShown() {
  const { tasks } = useDesk();
  const mayRetry = usePermission('notices.retry');
  const { shown, isRetrying } = useStore(tasks.notices.store);
  const { total, phase } = useStore(tasks.notices.rows.store);
  if (!mayRetry || !isRetryable(shown) || phase !== 'ready' || total === 0) return null;
  const ids = tasks.notices.firstPage();
  return (
    <button type="button" className="button" disabled={isRetrying} onClick={() => void tasks.notices.retry(ids)}>
      {text.notices.retryShown[shown](ids.length)}
    </button>
  );
}
