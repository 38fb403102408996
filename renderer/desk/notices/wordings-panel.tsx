import { useState } from 'react';
import type { WordingInForce } from '#shared/contract/api/notices.ts';
import { RowButton } from '../../parts/row-button.tsx';
import { ScrollRegion } from '../../parts/scroll-region.tsx';
import { SmallTable } from '../../parts/table/small-table.tsx';
import { text } from '../../text/language.ts';
import { ConfirmDialog } from '../confirm-dialog.tsx';
import { useDesk } from '../desk-context.tsx';
import { NewWording } from './new-wording.tsx';
import { WordingDialog } from './wording-dialog.tsx';
import { nameOfWording } from './wording-name.ts';

type Asked = { what: 'write' | 'reset'; row: WordingInForce };

/** Every kind of notice in every language there is, each with its editor. */
export function WordingsPanel({ wordings }: { wordings: readonly WordingInForce[] }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const words = text.noticeSetup.wordings;
  const close = () => setAsked(null);
  const columns = [words.columns.kind, words.columns.language, words.columns.whose, words.columns.action];
  return (
    <ScrollRegion className="panel wordings" label={text.noticeSetup.parts.wordings}>
      <SmallTable
        columns={columns.map((name) => ({ name }))}
        rows={wordings.map((row) => {
          const { kind, language } = nameOfWording(row);
          return {
            key: `${row.kind} ${row.language}`,
            cells: [
              kind,
              language,
              row.own ? words.own : words.builtIn,
              <Actions key="actions" row={row} onAsk={(what) => setAsked({ what, row })} />,
            ],
          };
        })}
      />
      <NewWording wordings={wordings} onWrite={(row) => setAsked({ what: 'write', row })} />
      {asked?.what === 'write' && <WordingDialog row={asked.row} onClose={close} />}
      {asked?.what === 'reset' && <ResetDialog row={asked.row} onClose={close} />}
    </ScrollRegion>
  );
}

function Actions({ row, onAsk }: { row: WordingInForce; onAsk(what: Asked['what']): void }) {
  const words = text.noticeSetup.wordings;
  const { kind, language } = nameOfWording(row);
  return (
    <span className="notice-actions">
      <RowButton label={words.changeLabel(kind, language)} onPress={() => onAsk('write')}>
        {words.change}
      </RowButton>
      {row.own && (
        <RowButton label={words.resetLabel(kind, language)} onPress={() => onAsk('reset')}>
          {words.reset}
        </RowButton>
      )}
    </span>
  );
}

function ResetDialog({ row, onClose }: { row: WordingInForce; onClose(): void }) {
  const { tasks, voice } = useDesk();
  const words = text.noticeSetup.wordings;
  const { kind, language } = nameOfWording(row);
  const reset = async () => {
    const outcome = await tasks.noticeSetup.reset({ kind: row.kind, language: row.language });
    if (outcome.kind === 'done') voice.notice('good', words.wasReset(kind, language));
    return outcome;
  };
  return (
    <ConfirmDialog
      words={words.confirmReset}
      subject={words.title(kind, language)}
      onConfirm={reset}
      onClose={onClose}
    />
  );
}
