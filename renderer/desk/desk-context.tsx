import { createContext, useContext, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { DeskState } from '#shared/contract/desk.ts';
import type { Format } from '../text/format.ts';
import type { Desk } from './desk.ts';

export const DeskContext = createContext<Desk | null>(null);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('useDesk is for components inside a DeskContext.');
  return desk;
}

/** What the core says of the desk; for screens that are shown only once it has spoken. */
export function useDeskState(): DeskState {
  const state = useStore(useDesk().state, (store) => store.state);
  if (!state) throw new Error('useDeskState is for screens that the core has already spoken to.');
  return state;
}

/** Whether whoever is signed in has a right, by the list that sign-in answered. */
export function usePermission(permission: string): boolean {
  const { session } = useDeskState();
  return session.kind === 'signed_in' && session.person.permissions.includes(permission);
}

export function useFormat(): Format {
  return useDesk().format();
}

/** The present moment, looked at every so often, for what is said in durations. */
export function useNow(everyMs: number): Date {
  const { surroundings } = useDesk();
  const [now, setNow] = useState(() => surroundings.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(surroundings.now()), everyMs);
    return () => clearInterval(timer);
  }, [surroundings, everyMs]);
  return now;
}
