import type { PolicyTerms } from '#shared/contract/policy.ts';
import { copyMoves } from '../../shared/rules/copy-state.ts';
import { moneyInWords } from '../../shared/rules/money.ts';
import type { PolicyScope } from '../../shared/rules/policy.ts';
import { policyInWords } from '../../shared/rules/policy-words.ts';
import type { Chapter, Rule } from './rule.ts';

/** The policies of a library, or of one that is new, and how to name what they hold as ids and cents. */
export type PoliciesInForce = {
  of: string;
  rows: readonly (PolicyScope & PolicyTerms)[];
  currency: string;
  branchName: (id: string) => string;
};

/** The rules as a document for a librarian. */
export function asMarkdown(chapters: readonly Chapter[], policies: PoliciesInForce): string {
  return `${[
    '# The rules of the desk',
    'As they are in force: written from the code that decides, with the test that holds each. A row that staff may set aside says by which right.',
    ...chapters.map(chapterInMarkdown),
    policiesInMarkdown(policies),
    movesInMarkdown(),
  ].join('\n\n')}\n`;
}

function chapterInMarkdown({ title, intro, rules }: Chapter): string {
  const rows = rules.map((rule) => [rule.when, rule.follows, codeOf(rule), rule.heldBy.map(named).join('<br>')]);
  return [`## ${title}`, intro, table(['When', 'What follows', 'Code', 'Held by'], rows)].join('\n\n');
}

function codeOf({ refusal }: Rule): string {
  if (!refusal) return '';
  const lifted = refusal.liftedBy ? `<br>may be set aside (\`${refusal.liftedBy}\`)` : '<br>not to be set aside';
  return `\`${refusal.code}\`${lifted}`;
}

const named = (test: string) => `“${test}”`;

function policiesInMarkdown({ of, rows, currency, branchName }: PoliciesInForce): string {
  const money = (cents: number) => moneyInWords('en', cents, currency);
  return [`## The policies of ${of}`, ...rows.map((row) => `- ${policyInWords(row, { branchName, money })}`)].join(
    '\n',
  );
}

function movesInMarkdown(): string {
  const list = (states: readonly string[] = []) => states.map((state) => state.replaceAll('_', ' ')).join(', ');
  const rows = Object.entries(copyMoves).map(([move, row]) => [
    move.replaceAll('_', ' '),
    list(row.from),
    list(row.to),
    list('byHand' in row ? row.byHand : []),
  ]);
  return [
    '## Who may move a copy where',
    'Each move leads from any of its states to any of the others; by hand only from those in the last column.',
    table(['Move', 'From', 'To', 'By hand from'], rows),
  ].join('\n\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
