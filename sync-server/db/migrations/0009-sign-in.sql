-- Signing in: one current signing key for all servers, and a second factor for members as well as staff.

-- Several servers that start at once all offer a key; the index lets one of them win, and the others read it.
alter table signing_keys add column current boolean not null default true;
create unique index signing_keys_one_current on signing_keys (current) where current;

alter table members
  add column otp_secret text,
  add column otp_confirmed_at timestamptz,
  add column otp_last_step bigint;
