import { useEffect, useState } from 'react';
import type { Branch } from '#shared/contract/records.ts';
import { answerOf } from '../bridge/answer.ts';
import { useDesk } from './desk-context.tsx';

/** The library's branches by id; empty until they are known, or where they cannot be had. */
export function useBranches(): ReadonlyMap<string, Branch> {
  const { bridge } = useDesk();
  const [branches, setBranches] = useState<ReadonlyMap<string, Branch>>(new Map());
  useEffect(() => {
    let isShown = true;
    void answerOf(bridge.call('desk.branches', {})).then((answer) => {
      if (isShown && !('kind' in answer)) setBranches(new Map(answer.branches.map((branch) => [branch.id, branch])));
    });
    return () => {
      isShown = false;
    };
  }, [bridge]);
  return branches;
}
