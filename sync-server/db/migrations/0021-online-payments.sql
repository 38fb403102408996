-- A payment that the provider reports twice, or two servers hear of at once, is one payment.
create unique index ledger_one_online_payment_per_reference on ledger_entries (tenant_id, reference)
  where kind = 'payment' and method = 'online';
