export type { Permission } from './allowed.ts';
export { type Community, type CommunityOptions, createCommunity, type NewMember, overwrite } from './community.ts';
export type { Person } from './person.ts';
