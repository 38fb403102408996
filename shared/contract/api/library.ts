import { z } from 'zod';
import {
  CardNumber,
  feedOf,
  IanaTimeZone,
  Id,
  Instant,
  Limit,
  ListQuery,
  LocalDate,
  pageOf,
  text,
} from '../primitives.ts';
import { AuditEvent, Branch, Closure, Desk, OpeningHours, Staff } from '../records.ts';
import { route } from '../route.ts';
import { BarcodePatterns } from '../scan.ts';
import { StaffRole } from '../vocabulary.ts';
import { NewPassword, TenantSlug } from './auth.ts';

const IdParams = z.object({ id: Id });

export const Tenant = z.object({
  id: Id,
  slug: TenantSlug,
  name: z.string(),
  currency: z.string(),
  barcodePatterns: BarcodePatterns,
  memberSelfCheckout: z.boolean(),
  createdAt: Instant,
});
export type Tenant = z.infer<typeof Tenant>;

export const NewBranch = z.strictObject({
  code: text(20),
  name: text(200),
  timeZone: IanaTimeZone.default('UTC'),
  openingHours: OpeningHours.optional(),
});

const NewStaff = z.strictObject({
  number: CardNumber,
  name: text(200),
  email: z.email().max(320).nullish(),
  role: StaffRole,
  branchIds: z.array(Id).max(200).default([]),
  password: NewPassword,
});

const StaffChanges = z
  .strictObject({
    ...NewStaff.shape,
    branchIds: z.array(Id).max(200),
    active: z.boolean(),
    resetOtp: z.literal(true).meta({ description: 'Forget the second factor, when the telephone is lost' }),
  })
  .partial();

const ApiKey = z.object({ id: Id, name: z.string(), role: StaffRole, createdAt: Instant });

export const libraryApi = {
  createTenant: route({
    method: 'POST',
    path: '/tenants',
    tag: 'tenants',
    who: 'operator',
    summary: 'Onboard a library: tenant, first branch, first admin, default policies',
    body: z.strictObject({
      slug: TenantSlug,
      name: text(200),
      currency: z
        .string()
        .regex(/^[A-Z]{3}$/)
        .default('USD'),
      branch: NewBranch.optional(),
      admin: z.strictObject({ number: CardNumber, name: text(200), password: NewPassword }),
    }),
    out: Tenant.extend({ branch: Branch, admin: Staff }),
    refusals: ['SLUG_TAKEN'],
  }),
  changeTenant: route({
    method: 'PATCH',
    path: '/tenants/{id}',
    tag: 'tenants',
    who: 'operator',
    summary: 'Change a library’s name and settings',
    params: IdParams,
    body: z
      .strictObject({ name: text(200), barcodePatterns: BarcodePatterns, memberSelfCheckout: z.boolean() })
      .partial(),
    out: Tenant,
    refusals: ['NOT_FOUND'],
  }),
  readTenant: route({
    method: 'GET',
    path: '/tenant',
    tag: 'tenants',
    who: 'branches.read',
    summary: 'The library that the caller belongs to',
    out: Tenant,
  }),
  listBranches: route({
    method: 'GET',
    path: '/branches',
    tag: 'branches',
    who: 'branches.read',
    summary: 'The branches',
    query: ListQuery,
    out: pageOf(Branch),
  }),
  createBranch: route({
    method: 'POST',
    path: '/branches',
    tag: 'branches',
    who: 'branches.write',
    summary: 'Open a branch',
    body: NewBranch,
    out: Branch,
    refusals: ['CODE_TAKEN'],
  }),
  changeBranch: route({
    method: 'PATCH',
    path: '/branches/{id}',
    tag: 'branches',
    who: 'closures.write',
    summary: 'Change a branch',
    params: IdParams,
    body: z
      .strictObject({ code: text(20), name: text(200), timeZone: IanaTimeZone, openingHours: OpeningHours })
      .partial(),
    out: Branch,
    refusals: ['BRANCH_NOT_FOUND', 'CODE_TAKEN'],
  }),
  replaceClosures: route({
    method: 'PUT',
    path: '/branches/{id}/closures',
    tag: 'branches',
    who: 'closures.write',
    summary: 'The days on which a branch is closed, as a whole list',
    params: IdParams,
    body: z.strictObject({ closures: z.array(Closure).max(2000) }),
    out: z.object({ closures: z.array(Closure) }),
    refusals: ['BRANCH_NOT_FOUND'],
  }),
  listClosures: route({
    method: 'GET',
    path: '/branches/{id}/closures',
    tag: 'branches',
    who: 'branches.read',
    summary: 'The days on which a branch is closed',
    params: IdParams,
    query: z.object({ from: LocalDate.optional() }),
    out: z.object({ closures: z.array(Closure) }),
    refusals: ['BRANCH_NOT_FOUND'],
  }),
  listStaff: route({
    method: 'GET',
    path: '/staff',
    tag: 'staff',
    who: 'staff.read',
    summary: 'The people who work here',
    query: ListQuery,
    out: pageOf(Staff),
  }),
  createStaff: route({
    method: 'POST',
    path: '/staff',
    tag: 'staff',
    who: 'staff.write',
    summary: 'Add a member of staff',
    body: NewStaff,
    out: Staff,
    refusals: ['NUMBER_TAKEN', 'BRANCH_NOT_FOUND'],
  }),
  changeStaff: route({
    method: 'PATCH',
    path: '/staff/{id}',
    tag: 'staff',
    who: 'staff.write',
    summary: 'Change a member of staff; an inactive one is signed out everywhere',
    params: IdParams,
    body: StaffChanges,
    out: Staff,
    refusals: ['NOT_FOUND', 'NUMBER_TAKEN', 'BRANCH_NOT_FOUND', 'LAST_ADMIN'],
  }),
  enrolDesk: route({
    method: 'POST',
    path: '/desks',
    tag: 'desks',
    who: 'desks.enrol',
    summary: 'Enrol a desk; its key is shown once',
    body: z.strictObject({ branchId: Id, name: text(100) }),
    out: Desk.extend({ key: z.string() }),
    refusals: ['BRANCH_NOT_FOUND'],
    secret: true,
  }),
  listDesks: route({
    method: 'GET',
    path: '/desks',
    tag: 'desks',
    who: 'desks.read',
    summary: 'The enrolled desks',
    query: ListQuery.extend({ branchId: Id.optional() }),
    out: pageOf(Desk),
  }),
  revokeDesk: route({
    method: 'DELETE',
    path: '/desks/{id}',
    tag: 'desks',
    who: 'desks.enrol',
    summary: 'Revoke a desk’s key at once',
    params: IdParams,
    out: 'nothing',
    refusals: ['NOT_FOUND'],
  }),
  createApiKey: route({
    method: 'POST',
    path: '/api-keys',
    tag: 'api-keys',
    who: 'api_keys.write',
    summary: 'A key for an integration, shown once; it acts with the given role',
    body: z.strictObject({ name: text(100), role: StaffRole.default('librarian') }),
    out: ApiKey.extend({ key: z.string() }),
    secret: true,
  }),
  listApiKeys: route({
    method: 'GET',
    path: '/api-keys',
    tag: 'api-keys',
    who: 'api_keys.write',
    summary: 'The keys in use, without their secrets',
    query: ListQuery.pick({ limit: true, offset: true }),
    out: pageOf(ApiKey),
  }),
  revokeApiKey: route({
    method: 'DELETE',
    path: '/api-keys/{id}',
    tag: 'api-keys',
    who: 'api_keys.write',
    summary: 'Revoke an integration’s key at once',
    params: IdParams,
    out: 'nothing',
    refusals: ['NOT_FOUND'],
  }),
  readAudit: route({
    method: 'GET',
    path: '/audit',
    tag: 'audit',
    who: 'audit.read',
    summary: 'What happened, newest first',
    query: z.object({
      cursor: z.string().max(200).optional(),
      limit: Limit,
      entity: z.string().max(100).optional().meta({ description: 'an entity word, or an entity’s id' }),
      actor: Id.optional(),
      request: z.string().max(200).optional().meta({ description: 'the id of a request, as a log or an error has it' }),
      from: Instant.optional(),
      to: Instant.optional(),
    }),
    out: feedOf(AuditEvent),
    refusals: ['BAD_CURSOR'],
  }),
};
