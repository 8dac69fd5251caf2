export { type DiscordLook, lookAtDiscord, platform } from './connection/index.ts';
export { createDiscord, type Discord, type DiscordOptions } from './start-discord.ts';
