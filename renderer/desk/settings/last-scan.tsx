import { useStore } from 'zustand';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';

/** What was scanned last on this screen, and what the desk took it for. */
export function LastScan() {
  const { tasks } = useDesk();
  const { lastScan } = useStore(tasks.scanner.store);
  const words = text.settings.scanner;
  if (!lastScan) return null;
  const notes = [
    words.kinds[lastScan.kind],
    words.checkDigits[lastScan.checkDigit],
    lastScan.deviceName ?? words.sources[lastScan.source],
    lastScan.symbology,
  ];
  return (
    <div className="last-scan" data-testid="last-scan">
      <h3>{words.lastScan}</h3>
      <p className="last-scan-code code">{lastScan.text}</p>
      <p>{notes.filter(Boolean).join(' · ')}</p>
    </div>
  );
}
