import type { RefusalCode } from '#shared/contract/refusals.ts';
import { Refusal } from '../http/refusal.ts';

/**
 * Says in the library's words what a constraint of the database refused: `{ branches_tenant_id_code_key: 'CODE_TAKEN' }`.
 * The transaction is lost either way; asking beforehand instead would leave a gap for another desk to slip through.
 */
export async function refusing<Answer>(work: Promise<Answer>, codes: Record<string, RefusalCode>): Promise<Answer> {
  try {
    return await work;
  } catch (error) {
    const constraint = error instanceof Error && 'constraint' in error ? String(error.constraint) : '';
    const code = codes[constraint];
    throw code ? new Refusal(code) : error;
  }
}
