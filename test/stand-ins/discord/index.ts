export type { Choice, Interaction } from './interactions/index.ts';
export { type Community, createCommunity, overwrite, type Person } from './people/index.ts';
export type { RestRequest } from './rest/index.ts';
export { type Discord, type DiscordOptions, startDiscord } from './server.ts';
export * from './world/index.ts';
