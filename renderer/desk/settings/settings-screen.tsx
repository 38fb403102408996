import { AppearanceSettings } from './appearance-settings.tsx';
import { DemoSheet } from './demo-sheet.tsx';
import { ScannerSettings } from './scanner-settings.tsx';
import { SlipSettings } from './slip-settings.tsx';
import { SoundSettings } from './sound-settings.tsx';
import { ThisDesk } from './this-desk.tsx';
import './settings.css';

/** What this desk can be told about its scanner, its printer and itself. */
export function SettingsScreen() {
  return (
    <div className="settings">
      <div className="settings-column">
        <ScannerSettings />
        <SlipSettings />
        <DemoSheet />
      </div>
      <div className="settings-column">
        <AppearanceSettings />
        <SoundSettings />
        <ThisDesk />
      </div>
    </div>
  );
}
