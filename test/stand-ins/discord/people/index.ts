export { type Community, createCommunity, overwrite } from './community.ts';
export type { Person } from './person.ts';
