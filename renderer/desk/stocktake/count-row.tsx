import { useState } from 'react';
import type { StocktakeHead } from '#shared/contract/bridge/stocktakes.ts';
import { text } from '../../text/language.ts';
import { ConfirmDialog } from '../confirm-dialog.tsx';
import { useDesk, useFormat, usePermission } from '../desk-context.tsx';
import { CountState } from './count-head.tsx';
import { scopeWords } from './scope-words.ts';
import { useIsJoined } from './use-shown-count.ts';

/** A count with what can be done about it now. */
export function CountRow({ count }: { count: StocktakeHead }) {
  const format = useFormat();
  const isJoined = useIsJoined(count.id);
  const words = text.stocktake.counts;
  return (
    <li className="count-row">
      <div>
        <p className="line-title">{scopeWords(count)}</p>
        <p className="quiet-sentence">
          {words.opened(format.dateTime(count.openedAt))}
          {count.closedAt && ` · ${words.closed(format.dateTime(count.closedAt))}`}
          {isJoined && ` · ${words.joined}`}
        </p>
      </div>
      <CountState state={count.state} />
      <CountActions count={count} isJoined={isJoined} />
    </li>
  );
}

function CountActions({ count, isJoined }: { count: StocktakeHead; isJoined: boolean }) {
  const { stocktake } = useDesk().tasks;
  const mayManage = usePermission('stocktakes.manage');
  const [isAsking, setIsAsking] = useState(false);
  const words = text.stocktake.counts;
  const isOpen = count.state === 'open';
  const scan = () => (isJoined ? stocktake.go(count.id, 'scan') : void stocktake.counts.join(count.id));
  return (
    <div className="count-row-actions">
      {isOpen && <Action count={count} name={isJoined ? words.go : words.join} isPrimary onPress={scan} />}
      {mayManage && isOpen && (
        <>
          <Action count={count} name={words.differences} onPress={() => stocktake.go(count.id, 'differences')} />
          <Action count={count} name={words.abandon} onPress={() => setIsAsking(true)} />
        </>
      )}
      {mayManage && !isOpen && count.state !== 'abandoned' && (
        <Action count={count} name={words.report} onPress={() => stocktake.go(count.id, 'report')} />
      )}
      {isAsking && (
        <ConfirmDialog
          words={text.stocktake.abandon}
          subject={scopeWords(count)}
          onConfirm={() => stocktake.counts.abandon(count.id)}
          onClose={() => setIsAsking(false)}
        />
      )}
    </div>
  );
}

type ActionProps = { count: StocktakeHead; name: string; isPrimary?: boolean; onPress(): void };

function Action({ count, name, isPrimary, onPress }: ActionProps) {
  const format = useFormat();
  const label = text.stocktake.counts.of(name, scopeWords(count), format.dateTime(count.openedAt));
  return (
    <button type="button" className={`button small ${isPrimary ? 'primary' : ''}`} aria-label={label} onClick={onPress}>
      {name}
    </button>
  );
}
