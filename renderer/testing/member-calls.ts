import { exampleMember } from './example-records.ts';
import { cardReplaced, offline, refused } from './problem.ts';
import type { CallsOf, TestHost } from './test-host.ts';

const PAGE = 50;

export function memberCalls(host: TestHost): CallsOf<'members'> {
  const { library } = host;
  return {
    'members.card': ({ number }) => {
      if (host.isOffline) return offline();
      const member = library.members.find((candidate) => [candidate.number, candidate.id].includes(number));
      const newNumber = library.replacedCards.get(number);
      if (newNumber) return { kind: 'refused', problem: cardReplaced(newNumber) };
      return member ? { kind: 'done', answer: member } : refused('MEMBER_NOT_FOUND');
    },
    'members.find': ({ query, offset }) => {
      if (host.isOffline) return offline();
      const word = query.toLowerCase();
      const all = library.members.filter(({ name, number }) => `${name} ${number}`.toLowerCase().includes(word));
      return { kind: 'done', answer: page(all, offset) };
    },
    'members.create': (order) => {
      if (host.isOffline) return offline();
      if (library.members.some(({ number }) => number === order.number)) return refused('NUMBER_TAKEN');
      const { name, number, category } = order;
      const member = exampleMember(library.members.length + 1, { name, number, category, openLoans: 0 });
      library.members.push(member);
      return { kind: 'done', answer: member };
    },
    'members.replaceCard': ({ memberId, newNumber }) => {
      if (host.isOffline) return offline();
      const member = library.members.find(({ id }) => id === memberId);
      if (!member) return refused('MEMBER_NOT_FOUND');
      if (library.members.some(({ number }) => number === newNumber)) return refused('NUMBER_TAKEN');
      library.replacedCards.set(member.number, newNumber);
      member.number = newNumber;
      return { kind: 'done', answer: member };
    },
    'members.loans': ({ memberId, offset }) => {
      if (host.isOffline) return offline();
      const all = library.loans.filter((loan) => loan.memberId === memberId);
      return { kind: 'done', answer: page(all, offset) };
    },
  };
}

function page<T>(all: T[], offset: number) {
  const data = all.slice(offset, offset + PAGE);
  const hasMore = offset + data.length < all.length;
  return { data, meta: { total: all.length, limit: PAGE, offset, hasMore } };
}
