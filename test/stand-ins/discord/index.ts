/**
 * The Discord of tests, in chapters: `world` is what there is, `gateway` and `rest` are how a bot reaches it,
 * `interactions` what is done with an application, `people` who does it, and `openapi` what Discord says of itself.
 */
export type { Choice, Interaction } from './interactions/index.ts';
export { type Community, createCommunity, overwrite, type Person } from './people/index.ts';
export type { RestRequest } from './rest/index.ts';
export { type Discord, type DiscordOptions, startDiscord } from './server.ts';
export * from './world/index.ts';
