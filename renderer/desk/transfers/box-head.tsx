import type { ReactNode } from 'react';
import type { Box } from '#shared/contract/api/boxes.ts';

type BoxHeadProps = {
  box: Box;
  /** Where it goes or comes from, in the largest letters. */
  branch: string;
  count: ReactNode;
  /** What can be done with the box. */
  children: ReactNode;
};

/** The box on the table. */
export function BoxHead({ box, branch, count, children }: BoxHeadProps) {
  return (
    <header className="panel box-head">
      <div>
        <p className="box-number">{box.number}</p>
        <p className="box-branch">{branch}</p>
      </div>
      <div className="box-count" role="status">
        {count}
      </div>
      <div className="box-buttons">{children}</div>
    </header>
  );
}
