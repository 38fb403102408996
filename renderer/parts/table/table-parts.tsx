import { text } from '../../text/language.ts';
import type { RowWindow } from './row-window.ts';

export function TableHead<T extends object>({ table }: Pick<RowWindow<T>, 'table'>) {
  return (
    <thead>
      {table.getHeaderGroups().map((group) => (
        <tr key={group.id} aria-rowindex={1}>
          {group.headers.map((header) => (
            <th key={header.id} scope="col" className={`column-${header.column.id}`}>
              <table.FlexRender header={header} />
            </th>
          ))}
        </tr>
      ))}
    </thead>
  );
}

type TableBodyProps<T extends object> = RowWindow<T> & {
  tableId: string;
  rowId(row: T): string;
  measured: boolean;
  active: number;
  /** Undefined where rows are not chosen. */
  selectedId: string | null | undefined;
  onRow(index: number, row: T | undefined): void;
};

/** The rows in sight, between the spaces that stand for the others. */
export function TableBody<T extends object>(props: TableBodyProps<T>) {
  const { table, virtualizer, shown, first } = props;
  const items = virtualizer.getVirtualItems();
  const width = table.getAllColumns().length;
  const models = new Map(table.getRowModel().rows.map((model) => [model.original, model]));
  const spaceBelow = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <tbody>
      <Spacer height={items[0]?.start ?? 0} width={width} />
      {items.map((item) => {
        const row = shown[item.index - first];
        const cells = (row && models.get(row)?.getAllCells()) ?? [];
        const isSelected = row !== undefined && props.selectedId === props.rowId(row);
        return (
          <tr
            key={item.key}
            ref={props.measured ? virtualizer.measureElement : undefined}
            data-index={item.index}
            id={`${props.tableId}-${item.index}`}
            aria-rowindex={item.index + 2}
            aria-selected={props.selectedId === undefined ? undefined : isSelected}
            data-active={item.index === props.active || undefined}
            style={props.measured ? undefined : { height: item.size }}
            onClick={() => props.onRow(item.index, row)}
          >
            {cells.map((cell) => (
              <td key={cell.id} className={`column-${cell.column.id}`}>
                <table.FlexRender cell={cell} />
              </td>
            ))}
            {cells.length === 0 && <td colSpan={width}>{text.table.loadingRow}</td>}
          </tr>
        );
      })}
      <Spacer height={spaceBelow} width={width} />
    </tbody>
  );
}

/** Stands for the rows that are out of sight, so that the scroll bar tells the truth. */
function Spacer({ height, width }: { height: number; width: number }) {
  if (height <= 0) return null;
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: it is empty, and nothing in it takes the focus
    <tr aria-hidden="true" className="table-spacer">
      <td colSpan={width} style={{ height }} />
    </tr>
  );
}
