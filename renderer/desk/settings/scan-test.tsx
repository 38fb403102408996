import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { WedgeTimings } from '#shared/rules/wedge-timings.ts';
import { Icon } from '../../parts/icon.tsx';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';

/** Listens to one scan and shows its timing, with the change that makes it recognised where one is needed. */
export function ScanTest() {
  const { tasks, wedge } = useDesk();
  const { timings } = useStore(tasks.scanner.store);
  const [isListening, setIsListening] = useState(false);
  const stop = useRef(() => {});
  const words = text.settings.scanner;
  useEffect(() => () => stop.current(), []);

  function listen(): void {
    setIsListening(true);
    stop.current = wedge.record((keys) => {
      setIsListening(false);
      if (keys.length > 0) tasks.scanner.measure(keys);
    });
  }

  return (
    <div className="scan-test">
      <button type="button" className="button primary" disabled={isListening} onClick={listen}>
        <Icon name="barcode" size={18} />
        {isListening ? words.listening : timings ? words.again : words.test}
      </button>
      <div role="status">{timings && !isListening && <Timings timings={timings} />}</div>
    </div>
  );
}

function Timings({ timings }: { timings: WedgeTimings }) {
  const { tasks } = useDesk();
  const words = text.settings.scanner;
  const { advice, gaps } = timings;
  const fix = 'settings' in advice ? advice.settings : null;
  return (
    <div className="timings" data-testid="scan-timings">
      <dl className="figures timing-facts">
        <Fact name={words.shortest}>{words.milliseconds(gaps.minMs)}</Fact>
        <Fact name={words.average}>{words.milliseconds(gaps.averageMs)}</Fact>
        <Fact name={words.longest}>{words.milliseconds(gaps.maxMs)}</Fact>
        <Fact name={words.keys}>{String(timings.keys)}</Fact>
        <Fact name={words.terminator}>{timings.terminator ?? words.noTerminator}</Fact>
      </dl>
      <p className={`strip tone-${advice.code === 'recognised' ? 'good' : 'attention'}`}>
        <Icon name={advice.code === 'recognised' ? 'check' : 'attention'} /> {words.advice[advice.code]}
      </p>
      {fix && (
        <button type="button" className="button primary" onClick={() => void tasks.scanner.saveWedge(fix)}>
          {words.fix(fix.averageGapMs, fix.prefix.join(' '))}
        </button>
      )}
    </div>
  );
}

function Fact({ name, children }: { name: string; children: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
