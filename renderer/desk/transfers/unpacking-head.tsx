import { useStore } from 'zustand';
import type { BoxContents, BoxedCopy } from '#shared/contract/api/boxes.ts';
import { Icon } from '../../parts/icon.tsx';
import { Key } from '../../parts/key.tsx';
import { ScrollRegion } from '../../parts/scroll-region.tsx';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';
import { useActionKey } from '../use-action-key.ts';
import { BoxHead } from './box-head.tsx';

/** The box that is being unpacked: how far, what is still in it, and what it did not say that it had. */
export function UnpackingHead({ contents }: { contents: BoxContents }) {
  const { tasks, queue } = useDesk();
  const { unpacking } = tasks.transfers;
  const { extras, isClosing } = useStore(unpacking.store);
  const { box, copies } = contents;
  const stillIn = copies.filter(({ state }) => state === 'shipped');
  // After every scan made before.
  const close = () =>
    queue.add(async () => {
      if (await unpacking.close()) await tasks.transfers.open();
    });
  useActionKey(text.boxes.closeKey, close);

  return (
    <section className="unpacking" aria-label={box.number}>
      <BoxHead
        box={box}
        branch={text.boxes.unpacking(tasks.transfers.branchName(box.fromBranchId))}
        count={
          <>
            <p>{stillIn.length === 0 ? text.boxes.allHere : text.boxes.arrived(box.arrived, copies.length)}</p>
            {extras.length > 0 && <p className="box-extras tone-attention">{text.boxes.notOnList(extras.length)}</p>}
          </>
        }
      >
        <button type="button" className="button" onClick={() => unpacking.leave()}>
          {text.boxes.leave}
        </button>
        <button type="button" className="button primary" disabled={isClosing} onClick={close}>
          {isClosing ? text.boxes.closing : text.boxes.close} <Key name={text.boxes.closeKey} />
        </button>
      </BoxHead>
      {box.state === 'packing' && (
        <p className="box-remark tone-attention">
          <Icon name="attention" size={18} /> {text.boxes.notSent}
        </p>
      )}
      {stillIn.length > 0 && <StillIn copies={stillIn} />}
    </section>
  );
}

function StillIn({ copies }: { copies: BoxedCopy[] }) {
  return (
    <ScrollRegion className="still-in" label={text.boxes.stillIn}>
      <p className="quiet-sentence">{text.boxes.stillIn}</p>
      <ul>
        {copies.map(({ transferId, barcode, book }) => (
          <li key={transferId}>
            <span>{book.title}</span> <span className="code">{barcode}</span>
          </li>
        ))}
      </ul>
    </ScrollRegion>
  );
}
