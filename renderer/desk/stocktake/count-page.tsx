import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { StocktakeHead } from '#shared/contract/bridge/stocktakes.ts';
import { Icon } from '../../parts/icon.tsx';
import { ViewButtons } from '../../parts/view-buttons.tsx';
import { text } from '../../text/language.ts';
import { useDesk, useDeskState, usePermission } from '../desk-context.tsx';
import { ClosingProgress } from './closing-progress.tsx';
import { CountHead } from './count-head.tsx';
import { DifferencesPanel } from './differences-panel.tsx';
import { ReportPanel } from './report-panel.tsx';
import { ScanPanel } from './scan-panel.tsx';
import { ShelvesPanel } from './shelves-panel.tsx';
import type { CountPart } from './stocktake-task.ts';
import { useIsJoined, useShownCount } from './use-shown-count.ts';

/** While the shelves are walked, what the other desks have seen is asked for this often. */
const TOGETHER_EVERY_MS = 5000;

type CountPageProps = { id: string; part: CountPart };

/** One count: its scans, its shelves, what differs, and the report. */
export function CountPage({ id, part }: CountPageProps) {
  const count = useShownCount(id);
  const isJoined = useIsJoined(id);
  const isOffline = useDeskState().connection.kind === 'offline';
  useProgress(isJoined);
  return (
    <div className="count-page">
      {count && (
        <CountHead count={count} isJoined={isJoined}>
          <PartChoice id={id} part={part} isJoined={isJoined} state={count.state} />
        </CountHead>
      )}
      {isOffline && (
        <p className="strip tone-attention">
          <Icon name="offline" size={18} /> {text.stocktake.offline}
        </p>
      )}
      <ClosingProgress id={id} />
      <Part id={id} part={part} />
    </div>
  );
}

function Part({ id, part }: CountPageProps) {
  if (part === 'scan') return <ScanPanel />;
  if (part === 'shelves') return <ShelvesPanel />;
  return part === 'differences' ? <DifferencesPanel id={id} /> : <ReportPanel id={id} />;
}

type PartChoiceProps = CountPageProps & { isJoined: boolean; state: StocktakeHead['state'] };

function PartChoice({ id, part, isJoined, state }: PartChoiceProps) {
  const { stocktake } = useDesk().tasks;
  const mayManage = usePermission('stocktakes.manage');
  const isOver = state === 'closed' || state === 'closing';
  const parts: CountPart[] = [];
  if (isJoined) parts.push('scan', 'shelves');
  if (mayManage && state !== 'abandoned') parts.push('differences');
  if (mayManage && isOver) parts.push('report');
  if (parts.length < 2) return null;
  const words = text.stocktake.parts;
  return (
    <ViewButtons
      legend={words.label}
      value={part}
      choices={parts.map((value) => ({ value, label: value === 'differences' && isOver ? words.late : words[value] }))}
      onChange={(chosen) => stocktake.go(id, chosen)}
      small
    />
  );
}

/** The other desks' scans are known only by asking. */
function useProgress(isJoined: boolean): void {
  const { counting } = useDesk().tasks.stocktake;
  const shownId = useStore(counting.counting, (state) => state.counting?.stocktake.id);
  useEffect(() => {
    if (!isJoined || !shownId) return;
    void counting.readShelves();
    const timer = setInterval(() => void counting.readShelves(), TOGETHER_EVERY_MS);
    return () => clearInterval(timer);
  }, [counting, isJoined, shownId]);
}
