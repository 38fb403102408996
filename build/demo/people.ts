import { libraryBarcode } from './books.ts';
import type { Random } from './random.ts';
import { firstNames, lastNames } from './words.ts';

export type DemoMember = {
  number: string;
  name: string;
  category: 'student' | 'adult' | 'senior' | 'staff';
  status: 'active' | 'suspended';
  statusReason: string | null;
  email: string | null;
  /** Days from today on which the membership ends; negative: it has ended. */
  expiresInDays: number;
  owesCents: number;
};

/**
 * Members with valid cards. The first few are the ones on the printed sheet, each with a situation of its own, so that
 * whoever tries the desk meets every answer.
 */
export function demoMembers(random: Random, count: number): DemoMember[] {
  return Array.from({ length: count }, (_, index) => ({ ...someone(random, index), ...situations[index] }));
}

export const situations: readonly (Partial<DemoMember> & { label: string })[] = [
  {
    label: 'an ordinary member',
    name: 'Amara Lindqvist',
    category: 'adult',
    status: 'active',
    statusReason: null,
    expiresInDays: 300,
    owesCents: 0,
  },
  {
    label: 'a student',
    name: 'Jonas Okafor',
    category: 'student',
    status: 'active',
    statusReason: null,
    expiresInDays: 200,
    owesCents: 0,
  },
  {
    label: 'a senior',
    name: 'Edith Novak',
    category: 'senior',
    status: 'active',
    statusReason: null,
    expiresInDays: 200,
    owesCents: 0,
  },
  {
    label: 'owes 12.50: blocked',
    name: 'Felix Moreau',
    category: 'adult',
    status: 'active',
    statusReason: null,
    expiresInDays: 200,
    owesCents: 1250,
  },
  {
    label: 'suspended',
    name: 'Wanda Thorne',
    category: 'adult',
    status: 'suspended',
    statusReason: 'Asked to come to the desk.',
    expiresInDays: 200,
    owesCents: 0,
  },
  {
    label: 'membership expired',
    name: 'Ravi Calder',
    category: 'adult',
    status: 'active',
    statusReason: null,
    expiresInDays: -12,
    owesCents: 0,
  },
];

function someone(random: Random, index: number): DemoMember {
  const [first, last] = [random.pick(firstNames), random.pick(lastNames)];
  return {
    number: libraryBarcode('2', 100_000 + index),
    name: `${first} ${last}`,
    category: random.pick(['adult', 'adult', 'adult', 'student', 'student', 'senior', 'staff']),
    status: random.chance(0.01) ? 'suspended' : 'active',
    statusReason: null,
    email: random.chance(0.8) ? `member${index}@example.org` : null,
    expiresInDays: random.chance(0.03) ? -random.between(1, 90) : random.between(30, 720),
    owesCents: random.chance(0.05) ? random.between(1, 30) * 25 : 0,
  };
}
