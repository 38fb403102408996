import { createStore } from 'zustand/vanilla';
import type { PolicyList } from '#shared/contract/api/policies.ts';
import type { CallOutput } from '#shared/contract/bridge.ts';
import { defaultTerms, type Policy } from '#shared/contract/policy.ts';
import type { Branch } from '#shared/contract/records.ts';
import { mergePolicies, type WantedPolicy } from '#shared/rules/policy-list.ts';
import { answerOf, type Failed, whyNot } from '../../bridge/answer.ts';
import type { Bridge } from '../../bridge/client.ts';
import { type DraftMoney, type DraftRow, draftOf, type ReadDraft, readDraft } from './policy-draft.ts';

type EditorState = {
  phase: 'idle' | 'loading' | 'ready' | 'failed';
  /** Why there is nothing to show. */
  sentence: string;
  version: number;
  inForce: Policy[];
  branches: Branch[];
  draft: DraftRow[];
  read: ReadDraft;
  /** Rows that somebody else changed as well, while they were changed here. */
  both: WantedPolicy[];
};

const empty: EditorState = {
  phase: 'idle',
  sentence: '',
  version: 0,
  inForce: [],
  branches: [],
  draft: [],
  read: { rows: [], faults: [] },
  both: [],
};

type EditorParts = { bridge: Bridge; money(): DraftMoney };

/** The rules in force and what somebody is making of them. */
export class PoliciesEditor {
  readonly store = createStore<EditorState>(() => empty);
  readonly #parts: EditorParts;
  #keys = 0;

  constructor(parts: EditorParts) {
    this.#parts = parts;
  }

  async load(): Promise<void> {
    this.store.setState({ phase: 'loading' });
    const outcome = await answerOf(this.#parts.bridge.call('policies.read', {}));
    if (outcome.kind !== 'done') return this.store.setState({ phase: 'failed', sentence: whyNot(outcome) });
    const { branches, ...list } = outcome.answer;
    this.store.setState({ phase: 'ready', branches });
    this.#show(list);
  }

  change(key: number, part: Partial<Pick<DraftRow, 'category' | 'itemType' | 'branchId' | 'terms'>>): void {
    this.#draft(
      this.store
        .getState()
        .draft.map((row) => (row.key === key ? { ...row, ...part, terms: { ...row.terms, ...part.terms } } : row)),
    );
  }

  /** Another row, with the terms of the one for everything. */
  add(): number {
    const { inForce, draft } = this.store.getState();
    const [everything = { ...defaultTerms, ...forEverything }] = inForce;
    const row = draftOf({ ...everything, ...forEverything }, this.#nextKey(), this.#parts.money());
    this.#draft([...draft, row]);
    return row.key;
  }

  remove(key: number): void {
    this.#draft(this.store.getState().draft.filter((row) => row.key !== key));
  }

  undo(): void {
    const { version, inForce } = this.store.getState();
    this.#show({ version, policies: inForce });
  }

  /** The rows as they would be saved; null while something is wrong with them. */
  wanted(): WantedPolicy[] | null {
    const { rows, faults } = this.store.getState().read;
    return faults.length > 0 ? null : rows.filter((row) => row !== null);
  }

  async save(): Promise<CallOutput<'policies.replace'> | Failed> {
    const { bridge } = this.#parts;
    const wanted = this.wanted() ?? [];
    const { version } = this.store.getState();
    const outcome = await answerOf(bridge.call('policies.replace', { version, policies: wanted }));
    if (outcome.kind === 'done') this.#show(outcome.answer);
    if (outcome.kind === 'refused' && outcome.problem.code === 'POLICY_CHANGED') await this.#takeOver(wanted);
    return outcome;
  }

  /** A branch whose hours were changed. */
  takeBranch(branch: Branch): void {
    const { branches } = this.store.getState();
    this.store.setState({ branches: branches.map((known) => (known.id === branch.id ? branch : known)) });
  }

  clear(): void {
    this.store.setState(empty);
  }

  /** Somebody else was quicker: what he changed comes in, and what is wanted here stays on top of it. */
  async #takeOver(wanted: WantedPolicy[]): Promise<void> {
    const outcome = await answerOf(this.#parts.bridge.call('policies.read', {}));
    if (outcome.kind !== 'done') return;
    const { version, policies } = outcome.answer;
    const { merged, both } = mergePolicies(this.store.getState().inForce, policies, wanted);
    this.store.setState({ version, inForce: policies, both });
    this.#draft(this.#drafts(merged));
  }

  #show({ version, policies }: PolicyList): void {
    this.store.setState({ version, inForce: policies, both: [] });
    this.#draft(this.#drafts(policies));
  }

  #drafts(policies: readonly WantedPolicy[]): DraftRow[] {
    return policies.map((row) => draftOf(row, this.#nextKey(), this.#parts.money()));
  }

  #draft(draft: DraftRow[]): void {
    this.store.setState({ draft, read: readDraft(draft, this.#parts.money()) });
  }

  #nextKey(): number {
    this.#keys += 1;
    return this.#keys;
  }
}

const forEverything = { category: null, itemType: null, branchId: null };
