import { Field } from '../../parts/field.tsx';
import { LabelledSelect } from '../../parts/labelled-select.tsx';
import { text } from '../../text/language.ts';
import { useDeskState } from '../desk-context.tsx';
import { useBranches } from '../use-branches.ts';

/** Where a hold is collected, and until when its member is away: `''` for not at all. */
export type Pickup = { pickupBranchId: string; awayUntil: string };

type PickupFieldsProps = { pickup: Pickup; onChange(part: Partial<Pickup>): void };

export function PickupFields({ pickup, onChange }: PickupFieldsProps) {
  const { enrolled } = useDeskState();
  const known = [...useBranches().values()];
  // Until the others are known there is this one.
  const branches = known.length > 0 ? known : [enrolled?.branch].filter((branch) => branch !== undefined);
  const words = text.holds.form;
  return (
    <div className="pickup-fields">
      <LabelledSelect
        label={words.pickup}
        value={pickup.pickupBranchId}
        choices={branches.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(pickupBranchId) => onChange({ pickupBranchId })}
      />
      <Field
        label={words.awayUntil}
        hint={words.awayHint}
        type="date"
        value={pickup.awayUntil}
        onChange={(event) => onChange({ awayUntil: event.target.value })}
      />
    </div>
  );
}
