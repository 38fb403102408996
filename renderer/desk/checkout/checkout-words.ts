import type { MemberStanding } from '#shared/contract/records.ts';
import type { Tone } from '../../parts/tone.ts';
import type { Format } from '../../text/format.ts';
import { text } from '../../text/language.ts';
import type { CheckoutLine, LineOutcome } from './checkout-session.ts';

/** A line in words: one for the outcome, a sentence for what it means. Null while it is still being asked. */
type LineWords = { tone: Tone | null; word: string; sentence: string };

export function wordsOfLine(line: CheckoutLine, format: Format, now: Date): LineWords {
  const words = text.checkout.words;
  const { outcome } = line;
  switch (outcome.kind) {
    case 'asking':
      return { tone: null, word: words.asking, sentence: '' };
    case 'lent':
      return { tone: 'good', word: words.lent, sentence: text.checkout.due(format.date(outcome.dueAt, now)) };
    case 'renewed':
      return { tone: 'good', word: words.renewed, sentence: text.checkout.due(format.date(outcome.dueAt, now)) };
    case 'refused':
      return { tone: 'refusal', word: refusalWord(line), sentence: outcome.problem.detail };
    case 'unanswered':
      return { tone: 'refusal', word: refusalWord(line), sentence: outcome.sentence };
    case 'no_member':
      return { tone: 'attention', word: words.notLent, sentence: text.checkout.cardFirst };
    case 'other':
      return { tone: 'attention', word: words.notLent, sentence: outcome.sentence };
  }
}

/** What goes with an outcome that is good: a hold that it fulfilled, a refusal that was set aside. */
export function remarksOf(outcome: LineOutcome): string[] {
  if (outcome.kind !== 'lent') return [];
  return [
    ...(outcome.holdFulfilled ? [text.checkout.holdFulfilled] : []),
    ...(outcome.overridden.length > 0 ? [text.checkout.overridden] : []),
  ];
}

/** The member's card in one breath, for those who listen to the screen. */
export function memberSaid(member: MemberStanding): { tone: Tone; sentence: string } {
  const blocks = member.blocks.map((block) => block.sentence);
  const ready = member.readyHolds.length > 0 ? [text.holds.ready.said(member.readyHolds.length)] : [];
  const tone = blocks.length > 0 ? 'attention' : 'good';
  return { tone, sentence: [text.checkout.memberSaid(member.name), ...blocks, ...ready].join(' ') };
}

function refusalWord(line: CheckoutLine): string {
  return line.subject === 'card' ? text.checkout.words.cardRefused : text.checkout.words.notLent;
}
