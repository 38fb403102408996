/** A place in Postgres' write-ahead log as a number that compares: `16/B374D848` (postgresql.org/docs, "pg_lsn Type"). */
export function walPlace(text: string): bigint {
  const [, high, low] = /^([0-9A-F]{1,8})\/([0-9A-F]{1,8})$/i.exec(text) ?? [];
  if (!high || !low) throw new Error(`"${text}" is no place in a write-ahead log.`);
  return (BigInt(`0x${high}`) << 32n) | BigInt(`0x${low}`);
}
