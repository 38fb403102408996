import { createColumnHelper } from '@tanstack/react-table';
import { useStore } from 'zustand';
import type { Notice } from '#shared/contract/notices.ts';
import { RowButton } from '../../parts/row-button.tsx';
import type { Columns, PlainFeatures } from '../../parts/table/row-window.ts';
import { text } from '../../text/language.ts';
import { useDesk, useFormat, usePermission } from '../desk-context.tsx';
import { courseOf, isRetryable, nameOf } from './notice-words.ts';

const column = createColumnHelper<PlainFeatures, Notice>();

/** The member by his number only: a list on a screen is read by whoever passes. */
export function noticeColumns(): Columns<Notice> {
  const words = text.notices.columns;
  return column.columns([
    column.display({ id: 'notice', header: words.kind, cell: ({ row }) => <Told notice={row.original} /> }),
    column.display({
      id: 'member',
      header: words.member,
      cell: ({ row }) => <span className="code">{row.original.member.number}</span>,
    }),
    column.display({ id: 'course', header: words.trouble, cell: ({ row }) => <Course notice={row.original} /> }),
    column.display({ id: 'action', header: words.action, cell: ({ row }) => <Actions notice={row.original} /> }),
  ]);
}

type Row = { notice: Notice };

function Told({ notice }: Row) {
  return (
    <>
      <span className="cell-title">{nameOf(notice)}</span>
      <time className="cell-second" dateTime={notice.createdAt}>
        {useFormat().dateTime(notice.createdAt)}
      </time>
    </>
  );
}

function Course({ notice }: Row) {
  const format = useFormat();
  return (
    <>
      <span className="notice-course">{courseOf(notice, format)}</span>
      {notice.sentence && <span className="cell-second">{notice.sentence}</span>}
    </>
  );
}

function Actions({ notice }: Row) {
  const { tasks } = useDesk();
  const mayRetry = usePermission('notices.retry');
  const { isRetrying } = useStore(tasks.notices.store);
  const [name, number] = [nameOf(notice), notice.member.number];
  return (
    <span className="notice-actions">
      <RowButton label={text.notices.readLabel(name, number)} onPress={() => void tasks.notices.read(notice.id)}>
        {text.notices.read}
      </RowButton>
      {mayRetry && isRetryable(notice.state) && (
        <RowButton
          label={text.notices.retryLabel(text.notices.retry[notice.state], name, number)}
          isDisabled={isRetrying}
          onPress={() => void tasks.notices.retry([notice.id])}
        >
          {text.notices.retry[notice.state]}
        </RowButton>
      )}
    </span>
  );
}
