/** An amount as a reader of the language writes it. Minor units are not always hundredths (JPY has none): Intl knows. */
export function moneyInWords(locale: string, amount: number, currency: string): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amount / 10 ** digits);
}
