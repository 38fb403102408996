import { text } from '../../text/language.ts';
import { LastScan } from './last-scan.tsx';
import { ScanTest } from './scan-test.tsx';
import { Section } from './section.tsx';
import { UsbScanners } from './usb-scanners.tsx';
import { WedgeForm } from './wedge-form.tsx';

/** The scanners: a test that shows what the desk hears, and what makes it hear better. */
export function ScannerSettings() {
  return (
    <Section title={text.settings.scanner.title}>
      <p>{text.settings.scanner.intro}</p>
      <ScanTest />
      <LastScan />
      <WedgeForm />
      <UsbScanners />
    </Section>
  );
}
