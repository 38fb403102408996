/** A book or a person in a cell of a table: the name, and below it the code that is scanned. */
export function TitleOverCode({ title, code }: { title: string; code: string | null | undefined }) {
  return (
    <>
      <span className="cell-title">{title}</span>
      <span className="cell-second code">{code}</span>
    </>
  );
}
