import type { DiscrepancyKind } from '#shared/contract/stocktake.ts';
import { actionsFor } from '../../../shared/rules/stocktake.ts';
import { counted, harbour, stocktakeFacts } from '../../../shared/rules/testing/stocktake-facts.ts';
import { type Chapter, type Rule, refusalRule, within } from '../rule.ts';

const scanned = (...tests: string[]) => within('a copy that was scanned', ...tests);
const notScanned = (...tests: string[]) => within('a copy that was not scanned', ...tests);
const applied = (...tests: string[]) => within('what is proposed, applied', ...tests);
const closing = (...tests: string[]) => within('closing a count', ...tests);

type Found = { when: string; heldBy: string[]; given?: Parameters<typeof stocktakeFacts>[0] };

/** What a count may find, kind by kind; what may be done about it is asked of the rule itself. */
const found: Record<DiscrepancyKind, Found[]> = {
  missing: [
    {
      when: 'a copy was expected and not seen, and stands in the system as it did at the opening',
      heldBy: notScanned(
        'and stands as it did at the opening is missing',
        'but was lent since is not called missing',
        'but was sent away since is not called missing',
      ),
    },
  ],
  elsewhere: [
    {
      when: 'a copy was seen that belongs to another branch',
      given: { copy: { homeBranchId: harbour } },
      heldBy: applied('of another branch: it is sent home'),
    },
    {
      when: 'a copy of this branch was seen that is recorded at another',
      given: { copy: { homeBranchId: counted, currentBranchId: harbour } },
      heldBy: applied('of this branch, recorded at another: it is recorded here'),
    },
  ],
  on_loan: [
    {
      when: 'a copy was seen that is on loan',
      heldBy: [
        ...scanned('while on loan is seen but on loan, and is never silently made available: a return is proposed'),
        ...applied('seen but on loan: the loan ends when the copy was seen, with its rules'),
      ],
    },
  ],
  lost: [
    {
      when: 'a copy was seen that is lost or missing',
      heldBy: scanned('while lost is found', 'while missing is found'),
    },
  ],
  withdrawn: [
    {
      when: 'a copy was seen that was withdrawn',
      heldBy: scanned('while withdrawn is taken off the shelf, or reinstated by somebody’s decision'),
    },
  ],
  in_transit: [{ when: 'a copy was seen that is in transit', heldBy: scanned('while in transit is received') }],
  on_hold_shelf: [
    {
      when: 'a copy was seen among the others that belongs on the hold shelf here',
      heldBy: scanned('while on the hold shelf of reshelve: %s'),
    },
    {
      when: 'a copy was seen that belongs on the hold shelf of another branch',
      given: { copy: { currentBranchId: harbour } },
      heldBy: scanned('while on the hold shelf of receive: %s'),
    },
  ],
  wrong_shelf: [
    {
      when: 'a copy was seen on another shelf than its own',
      heldBy: within('the shelf', 'A3, scanned on A12: wrong_shelf'),
    },
  ],
  unknown: [{ when: 'a barcode was seen that is no copy’s', heldBy: scanned('and is no copy’s barcode is unknown') }],
};

const inWords = (word: string) => word.replaceAll('_', ' ');

function foundRules(kind: DiscrepancyKind, rows: readonly Found[]): Rule[] {
  return rows.map(({ when, given, heldBy }) => {
    const [proposed = 'ignore', ...others] = actionsFor(kind, stocktakeFacts(given)).map(inWords);
    return { when, follows: `${inWords(kind)}: proposed is to ${proposed}; or to ${others.join(', ')}.`, heldBy };
  });
}

const kinds = Object.keys(found).filter((kind): kind is DiscrepancyKind => kind in found);

export const stocktake: Chapter = {
  title: 'Stocktake',
  intro:
    'Where shelf and system differ, and what is proposed. What happened after the snapshot or the scan is believed.',
  rules: [
    ...kinds.flatMap((kind) => foundRules(kind, found[kind])),
    {
      when: 'a barcode is scanned twice, by whomever',
      follows: 'It counts once.',
      heldBy: within(
        'scanning',
        'takes each barcode once, whoever scans it, however often, and however often it is sent',
      ),
    },
    {
      when: 'a count is closed',
      follows: 'The chosen actions are applied, each audited with the count; a second close changes nothing.',
      heldBy: closing(
        'does what was chosen, and nothing about the rest',
        'audits every change once, with the count it belongs to and who closed it',
        'a second time changes nothing',
      ),
    },
    {
      when: 'a copy was lent between the choice and the closing',
      follows: 'It is left alone, and the report says so.',
      heldBy: closing('leaves a copy alone that was lent between the choice and the deed, and says so'),
    },
    {
      when: 'a scan arrives after the closing',
      follows: 'It is kept, shown as late, and offered as found for what was marked missing.',
      heldBy: within(
        'a scan that arrives after the count was closed',
        'is kept, shown as late, and offered as found for what was marked missing',
      ),
    },
    refusalRule('an abandoned count is closed', 'STOCKTAKE_STATE', closing('is refused once the count was abandoned')),
    refusalRule('there is no such count, or it is another library’s', 'STOCKTAKE_NOT_FOUND', [
      'a count that is not there, and another library’s, is neither read, scanned nor closed',
    ]),
    {
      when: 'a count is abandoned',
      follows: 'It leaves no trace in the copies.',
      heldBy: ['an abandoned count leaves no trace in the copies'],
    },
  ],
};
