import type { ReactNode } from 'react';
import type { StocktakeHead } from '#shared/contract/bridge/stocktakes.ts';
import { text } from '../../text/language.ts';
import { useDesk, useDeskState, useFormat } from '../desk-context.tsx';
import { scopeWords } from './scope-words.ts';

type CountHeadProps = { count: StocktakeHead; isJoined: boolean; children: ReactNode };

/** What is counted, since when, its parts, and the ways out. */
export function CountHead({ count, isJoined, children }: CountHeadProps) {
  const { stocktake } = useDesk().tasks;
  const format = useFormat();
  const isStaffed = useDeskState().session.kind === 'signed_in';
  const words = text.stocktake;
  return (
    <header className="count-head">
      <div>
        <h2>{scopeWords(count)}</h2>
        <p className="quiet-sentence">
          {count.closedAt
            ? words.counts.closed(format.dateTime(count.closedAt))
            : words.counts.opened(format.dateTime(count.openedAt))}
        </p>
      </div>
      <CountState state={count.state} />
      {children}
      {isStaffed && (
        <div className="count-head-buttons">
          {isJoined && (
            <button type="button" className="button small" onClick={() => void stocktake.leave()}>
              {words.leave}
            </button>
          )}
          <button type="button" className="button small" onClick={() => stocktake.goToCounts()}>
            {words.allCounts}
          </button>
        </div>
      )}
    </header>
  );
}

const tones = { open: 'tone-good', closing: 'tone-queued', closed: 'tone-plain', abandoned: 'tone-plain' };

export function CountState({ state }: { state: StocktakeHead['state'] }) {
  return <span className={`count-state ${tones[state]}`}>{text.stocktake.counts.states[state]}</span>;
}
