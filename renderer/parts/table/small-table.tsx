import type { ReactNode } from 'react';
import './small-table.css';

type SmallTableProps = {
  caption?: string;
  columns: readonly { name: string; isNumber?: boolean }[];
  /** The cells of each in the order of the columns. */
  rows: readonly { key: string; cells: readonly ReactNode[] }[];
};

/** A few rows that are only read. */
export function SmallTable({ caption, columns, rows }: SmallTableProps) {
  return (
    <table className="small-table">
      {caption && <caption className="visually-hidden">{caption}</caption>}
      <thead>
        <tr>
          {columns.map(({ name, isNumber }) => (
            <th key={name} scope="col" className={isNumber ? 'number' : undefined}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, cells }) => (
          <tr key={key}>
            {columns.map(({ name, isNumber }, at) => (
              <td key={name} className={isNumber ? 'number' : undefined}>
                {cells[at]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
