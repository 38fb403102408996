-- The feed's epoch (0008) notices a data folder that was put back from a copy of its files, too: on Unix no tool can set
-- the time at which a file was last changed in any way (ctime; on Windows: when it was made), and nothing but initdb
-- writes PG_VERSION. Only an owner who may not look, as in a managed database, and a disk that was put back as a whole,
-- still need `npm run after-restore`.
create function data_folder_mark() returns text language plpgsql stable security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  file record;
begin
  if not has_function_privilege('pg_stat_file(text)', 'execute') then return null; end if;
  file := pg_stat_file('PG_VERSION');
  return extract(epoch from coalesce(file.change, file.creation))::text;
end $$;
revoke execute on function data_folder_mark from public;

create or replace function current_feed_epoch() returns text language sql stable security definer set search_path = public, pg_temp
begin atomic
  select left(encode(sha256(convert_to(concat_ws('/',
    (select system_identifier from pg_control_system()),
    left(pg_walfile_name(pg_current_wal_lsn()), 8),
    (select oid from pg_database where datname = current_database()),
    pg_relation_filenode('changes'),
    data_folder_mark(),
    (select salt from feed_epoch)
  ), 'UTF8')), 'hex'), 24);
end;
