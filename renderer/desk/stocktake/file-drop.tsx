import { type DragEvent, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { LoadReport } from '#shared/contract/bridge/stocktakes.ts';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';

/** Where a handheld's file is chosen or dropped, and what was taken out of it. */
export function FileDrop() {
  const { file } = useDesk().tasks.stocktake;
  const { isBusy, report, sentence } = useStore(file.store);
  const [isOver, setIsOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const words = text.stocktake.load;

  function take(files: FileList | null): void {
    const [chosen] = files ?? [];
    if (chosen) void file.load(chosen);
  }
  function drop(event: DragEvent): void {
    event.preventDefault();
    setIsOver(false);
    take(event.dataTransfer.files);
  }
  function dragOver(event: DragEvent): void {
    event.preventDefault();
    setIsOver(true);
  }

  return (
    <section
      className="file-drop"
      aria-label={words.button}
      data-over={isOver || undefined}
      onDragOver={dragOver}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      <input
        ref={input}
        type="file"
        accept=".csv,.txt,.tsv,text/plain,text/csv"
        hidden
        aria-label={words.button}
        onChange={(event) => {
          take(event.target.files);
          // The same file may be chosen again.
          event.target.value = '';
        }}
      />
      <button type="button" className="button small" disabled={isBusy} onClick={() => input.current?.click()}>
        {isBusy ? words.busy : words.button}
      </button>
      <p className="field-hint">{words.drop}</p>
      {sentence && (
        <p className="form-refusal" role="alert">
          {sentence}
        </p>
      )}
      {report && <Taken report={report} />}
    </section>
  );
}

/** Lines that no barcode was found in are named, as many as there is room for. */
const UNREAD_SHOWN = 20;

function Taken({ report }: { report: LoadReport }) {
  const { file } = useDesk().tasks.stocktake;
  const words = text.stocktake.load;
  const shown = report.unread.slice(0, UNREAD_SHOWN);
  const more = report.unreadTotal - shown.length;
  return (
    <div className="file-taken" role="status" data-testid="file-taken">
      <p className="line-title">
        {words.title} {report.name}
      </p>
      <p>{words.taken(report.taken)}</p>
      {report.repeated > 0 && <p>{words.repeated(report.repeated)}</p>}
      {report.unknown > 0 && <p>{words.unknown(report.unknown)}</p>}
      {report.unreadTotal > 0 && (
        <>
          <p>{words.unread(report.unreadTotal)}</p>
          <ul className="quiet-sentence">
            {shown.map(({ line, text: unread }) => (
              <li key={line}>{words.line(line, unread)}</li>
            ))}
            {more > 0 && <li>{words.more(more)}</li>}
          </ul>
        </>
      )}
      <button type="button" className="button small" onClick={() => file.putAway()}>
        {text.notice.dismiss}
      </button>
    </div>
  );
}
