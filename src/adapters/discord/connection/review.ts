import { type Client, Events } from 'discord.js';
import type { Log } from '../../../log.ts';
import { type Application, explainReview } from './application.ts';

/** Warns once when so many people are in the bot's servers that Discord will soon want to review what it reads. */
export function watchForReview(client: Client, application: Application, log: Log): void {
  let hasWarned = false;
  client.on(Events.ClientReady, look);
  client.on(Events.GuildCreate, look);

  function look(): void {
    const users = client.guilds.cache.reduce((sum, guild) => sum + (guild.memberCount || 0), 0);
    const warning = explainReview(application, users);
    if (!warning || hasWarned) return;
    hasWarned = true;
    log.warn(warning.found, { remedy: warning.remedy });
  }
}
