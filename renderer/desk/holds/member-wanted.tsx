import { useCallback, useState } from 'react';
import type { ScanEvent } from '#shared/contract/scan.ts';
import { answerOf } from '../../bridge/answer.ts';
import { Field } from '../../parts/field.tsx';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';
import { isBook } from '../scan-meaning.ts';
import { useDivertedScans } from '../use-held-scans.ts';

type MemberWantedProps = { number: string; error: string | undefined; onChange(number: string): void };

/** Whose hold it is: the card is scanned straight in, and its name shown; or the number is typed. */
export function MemberWanted({ number, error, onChange }: MemberWantedProps) {
  const { bridge, voice } = useDesk();
  const [known, setKnown] = useState<{ number: string; name: string } | null>(null);
  const takeCard = useCallback(
    async (scan: ScanEvent) => {
      if (isBook(scan)) return voice.signal('attention', text.holds.form.cardWanted);
      onChange(scan.text);
      const outcome = await answerOf(bridge.call('members.card', { number: scan.text }));
      if (outcome.kind === 'done') setKnown({ number: scan.text, name: outcome.answer.name });
    },
    [bridge, voice, onChange],
  );
  useDivertedScans(takeCard);
  const words = text.holds.form;
  return (
    <Field
      label={words.number}
      hint={known?.number === number ? known.name : words.numberHint}
      error={error}
      value={number}
      required
      autoFocus
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
