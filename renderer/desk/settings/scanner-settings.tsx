import { useEffect } from 'react';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';
import { LastScan } from './last-scan.tsx';
import { ScanTest } from './scan-test.tsx';
import { Section } from './section.tsx';
import { UsbScanners } from './usb-scanners.tsx';
import { WedgeForm } from './wedge-form.tsx';

/** The scanners: a test that shows what the desk hears, and what makes it hear better. */
export function ScannerSettings() {
  const { tasks } = useDesk();
  useEffect(() => void tasks.scanner.readWedge(), [tasks]);
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
