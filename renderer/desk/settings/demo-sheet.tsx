import { useState } from 'react';
import { answerOf } from '../../bridge/answer.ts';
import { Dialog } from '../../parts/dialogs/dialog.tsx';
import { Icon } from '../../parts/icon.tsx';
import { text } from '../../text/language.ts';
import { useDesk, useDeskState } from '../desk-context.tsx';
import { Section } from './section.tsx';

/** The demo library's barcodes, to be scanned from the screen or from paper. */
export function DemoSheet() {
  const { bridge, printing, voice } = useDesk();
  const { demo } = useDeskState();
  const [svg, setSvg] = useState<string | null>(null);
  const words = text.settings.demo;
  if (!demo) return null;

  async function read(): Promise<string | null> {
    const answer = await answerOf(bridge.call('demo.sheet', {}));
    if (!('kind' in answer)) return answer.svg;
    voice.notice('refusal', answer.sentence);
    return null;
  }

  async function print(): Promise<void> {
    const sheet = await read();
    if (sheet) await printing.sheet(words.sheetTitle, sheet);
  }

  return (
    <Section title={words.title}>
      <p>{words.intro}</p>
      <div className="demo-buttons">
        <button type="button" className="button" onClick={() => void read().then(setSvg)}>
          {words.show}
        </button>
        <button type="button" className="button" onClick={() => void print()}>
          <Icon name="printer" size={18} /> {words.print}
        </button>
      </div>
      {svg && (
        <Dialog title={words.title} onClose={() => setSvg(null)}>
          {/* As an image, so that nothing in the drawing can run or reach the page. */}
          <img className="demo-sheet" alt={words.alt} src={`data:image/svg+xml,${encodeURIComponent(svg)}`} />
          <div className="form-buttons">
            <button type="button" className="button primary" onClick={() => setSvg(null)}>
              {text.dialog.close}
            </button>
          </div>
        </Dialog>
      )}
    </Section>
  );
}
