import type { ReactNode } from 'react';
import { text } from '../../text/language.ts';
import './sign-in.css';

type EntranceProps = { title: string; subtitle: string; children: ReactNode; footer?: ReactNode };

/** The plain page before anybody is at work. */
export function Entrance({ title, subtitle, children, footer }: EntranceProps) {
  return (
    <div className="entrance">
      <main className="panel entrance-card">
        {title !== text.productName && <p className="brand-name">{text.productName}</p>}
        <h1>{title}</h1>
        <p className="entrance-subtitle">{subtitle}</p>
        {children}
      </main>
      {footer}
    </div>
  );
}
