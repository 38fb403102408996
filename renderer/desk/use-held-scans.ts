import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { useDesk } from './desk-context.tsx';
import type { ScanHandler } from './scan-intake.ts';

/** Lets scans wait while a dialog is open, and says how many do. */
export function useHeldScans(): number {
  const { queue } = useDesk();
  useEffect(() => queue.hold(), [queue]);
  return useStore(queue.store, ({ waiting }) => waiting);
}

/** Lets a dialog answer the scans that are made while it is open: one diversion for as long, whatever it makes of them. */
export function useDivertedScans(handler: ScanHandler): void {
  const { intake } = useDesk();
  const newest = useRef(handler);
  useEffect(() => {
    newest.current = handler;
  });
  useEffect(() => intake.divert((scan) => newest.current(scan)), [intake]);
}
