import { offences } from './queries.ts';

export const barcodesTwice = offences(
  'barcodes_twice',
  `select format('Barcode %s is on %s copies.', barcode, count(*)) from copies
   where tenant_id = $1 group by barcode having count(*) > 1`,
);

export const numbersTwice = offences(
  'numbers_twice',
  `select format('Members %s have the same number.', string_agg(id::text, ' and ')) from members
   where tenant_id = $1 group by number having count(*) > 1`,
);

/** What travels has a journey, and what has set out travels. */
export const stateAgainstTransfer = offences(
  'state_against_transfer',
  `select format('Copy %s is %s and has %s.', c.barcode, c.status,
     case when t.id is null then 'no open transfer' else 'a transfer that is ' || t.state end)
   from copies c left join transfers t on t.tenant_id = c.tenant_id and t.copy_id = c.id and t.ended_at is null
   where c.tenant_id = $1 and (
     (c.status = 'in_transit') <> (t.id is not null and t.state = 'shipped')
     or (c.status = 'on_loan' and t.id is not null)
   )`,
);

export const twoOpenTransfers = offences(
  'two_open_transfers',
  `select format('Copy %s has %s open transfers.', c.barcode, count(*))
   from transfers t join copies c on c.tenant_id = t.tenant_id and c.id = t.copy_id
   where t.tenant_id = $1 and t.ended_at is null
   group by c.id, c.barcode having count(*) > 1`,
);

export const transfersFromElsewhere = offences(
  'transfers_from_elsewhere',
  `select format('Copy %s is asked for from a branch where it does not stand (transfer %s).', c.barcode, t.id)
   from transfers t join copies c on c.tenant_id = t.tenant_id and c.id = t.copy_id
   where t.tenant_id = $1 and t.state = 'requested' and t.ended_at is null and c.current_branch_id <> t.from_branch_id`,
);
