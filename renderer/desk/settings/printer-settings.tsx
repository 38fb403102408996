import { useEffect } from 'react';
import { useStore } from 'zustand';
import { Choice } from '../../parts/field.tsx';
import { LabelledSelect } from '../../parts/labelled-select.tsx';
import type { Paper } from '../../parts/slips/slip-document.ts';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';
import { Switch } from './switch.tsx';

/** Which printer prints slips and sheets, and what is printed on which; where a browser prints, it asks itself. */
export function PrinterSettings() {
  const { tasks, preferences } = useDesk();
  const { known } = useStore(tasks.printers.store);
  const { paperOfLists, showPaper } = useStore(preferences);
  const words = text.settings.printing;
  useEffect(() => void tasks.printers.read(), [tasks]);
  return (
    <div className="printers">
      {known && known.length > 0 && (
        <>
          <PrinterChoice paper="slip" known={known} />
          <PrinterChoice paper="a4" known={known} />
        </>
      )}
      <Choice<Paper>
        legend={words.lists}
        value={paperOfLists}
        choices={[
          { value: 'a4', label: words.papers.a4 },
          { value: 'slip', label: words.papers.slip },
        ]}
        onChange={(paper) => preferences.setState({ paperOfLists: paper })}
      />
      <Switch label={words.show} isOn={showPaper} onChange={(isOn) => preferences.setState({ showPaper: isOn })} />
    </div>
  );
}

function PrinterChoice({ paper, known }: { paper: Paper; known: readonly string[] }) {
  const { tasks } = useDesk();
  const { chosen } = useStore(tasks.printers.store);
  const printer = chosen[paper];
  const words = text.settings.printing;
  // One that is unplugged stays chosen, and is seen to be.
  const names = printer && !known.includes(printer) ? [printer, ...known] : known;
  return (
    <LabelledSelect
      label={words.printerFor[paper]}
      value={printer ?? ''}
      choices={[{ value: '', label: words.ask }, ...names.map((name) => ({ value: name, label: name }))]}
      onChange={(name) => void tasks.printers.choose({ ...chosen, [paper]: name || null })}
    />
  );
}
