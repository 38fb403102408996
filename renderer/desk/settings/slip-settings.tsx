import { useStore } from 'zustand';
import { Icon } from '../../parts/icon.tsx';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';
import { PrinterSettings } from './printer-settings.tsx';
import { Section } from './section.tsx';
import { Switch } from './switch.tsx';

export function SlipSettings() {
  const { preferences, printing } = useDesk();
  const { printLoanSlips, printRoutingSlips, printPaymentSlips } = useStore(preferences);
  const words = text.settings.printing;

  function test(): void {
    const lines = [
      { kind: 'heading', text: text.slips.testTitle } as const,
      { kind: 'text', text: text.slips.testLine } as const,
    ];
    void printing.slip({ title: text.slips.testTitle, lines });
  }

  return (
    <Section title={words.title}>
      <p className="quiet-sentence">{words.intro}</p>
      <Switch
        label={words.loanSlips}
        isOn={printLoanSlips}
        onChange={(isOn) => preferences.setState({ printLoanSlips: isOn })}
      />
      <Switch
        label={words.routingSlips}
        isOn={printRoutingSlips}
        onChange={(isOn) => preferences.setState({ printRoutingSlips: isOn })}
      />
      <Switch
        label={words.paymentSlips}
        isOn={printPaymentSlips}
        onChange={(isOn) => preferences.setState({ printPaymentSlips: isOn })}
      />
      <PrinterSettings />
      <button type="button" className="button small" onClick={test}>
        <Icon name="printer" size={16} /> {words.test}
      </button>
    </Section>
  );
}
