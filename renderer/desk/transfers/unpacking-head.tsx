import { useStore } from 'zustand';
import type { BoxContents } from '#shared/contract/api/boxes.ts';
import { Icon } from '../../parts/icon.tsx';
import { Key } from '../../parts/key.tsx';
import { ScrollRegion } from '../../parts/scroll-region.tsx';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';
import { useActionKey } from './use-action-key.ts';

/** The box that is being unpacked: how far, what is still in it, and what it did not say that it had. */
export function UnpackingHead({ contents }: { contents: BoxContents }) {
  const { tasks } = useDesk();
  const { unpacking } = tasks.transfers;
  const { extras, isClosing } = useStore(unpacking.store);
  const { box, copies } = contents;
  const stillIn = copies.filter(({ state }) => state === 'shipped');
  const close = async () => {
    if (await unpacking.close()) await tasks.transfers.open();
  };
  useActionKey(text.boxes.closeKey, () => void close());

  return (
    <section className="unpacking" aria-label={box.number}>
      <header className="box-head">
        <div>
          <p className="box-number">{box.number}</p>
          <p className="box-branch">{text.boxes.unpacking(tasks.transfers.branchName(box.fromBranchId))}</p>
        </div>
        <div className="box-count" role="status">
          <p>{stillIn.length === 0 ? text.boxes.allHere : text.boxes.arrived(box.arrived, copies.length)}</p>
          {extras.length > 0 && <p className="box-extras tone-attention">{text.boxes.notOnList(extras.length)}</p>}
        </div>
        <div className="box-buttons">
          <button type="button" className="button" onClick={() => unpacking.leave()}>
            {text.boxes.leave}
          </button>
          <button type="button" className="button primary" disabled={isClosing} onClick={() => void close()}>
            {isClosing ? text.boxes.closing : text.boxes.close} <Key name={text.boxes.closeKey} />
          </button>
        </div>
      </header>
      {box.state === 'packing' && (
        <p className="box-remark tone-attention">
          <Icon name="attention" size={18} /> {text.boxes.notSent}
        </p>
      )}
      {stillIn.length > 0 && (
        <ScrollRegion className="still-in" label={text.boxes.stillIn}>
          <p className="quiet-sentence">{text.boxes.stillIn}</p>
          <ul>
            {stillIn.map(({ transferId, barcode, book }) => (
              <li key={transferId}>
                <span>{book.title}</span> <span className="code">{barcode}</span>
              </li>
            ))}
          </ul>
        </ScrollRegion>
      )}
    </section>
  );
}
