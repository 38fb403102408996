import { Icon } from '../../parts/icon.tsx';
import { text } from '../../text/language.ts';
import { useDeskState } from '../desk-context.tsx';

/** The USB scanners found, or the sentence that says why there are none and how to mend it. */
export function UsbScanners() {
  const { scanners } = useDeskState();
  const words = text.settings.scanner;
  return (
    <div className="usb-scanners">
      <h3>{words.devices}</h3>
      <p className={scanners.support === 'unavailable' ? 'strip tone-attention' : ''}>{scanners.sentence}</p>
      <ul>
        {scanners.devices.map((device) => (
          <li key={device.id}>
            <span className={`outbox-state tone-${device.state === 'ready' ? 'good' : 'attention'}`}>
              <Icon name={device.state === 'ready' ? 'check' : 'attention'} size={18} /> {words.states[device.state]}
            </span>
            <span>{[device.maker, device.name].filter(Boolean).join(' ')}</span>
            {device.hint && <span className="quiet-sentence">{device.hint}</span>}
          </li>
        ))}
      </ul>
      {scanners.devices.length === 0 && <p className="quiet-sentence">{words.none}</p>}
    </div>
  );
}
