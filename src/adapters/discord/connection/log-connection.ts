import { type Client, Events } from 'discord.js';
import type { Log } from '../../../log.ts';

/** Says how the connection fares: once that it broke, however often coming back fails, and once that it is back. */
export function logConnection(client: Client, log: Log): void {
  const away = new Set<number>();
  client.on(Events.ShardReconnecting, (shard) => {
    if (away.has(shard)) return;
    away.add(shard);
    log.warn('The connection to Discord broke; coming back.', { shard });
  });
  client.on(Events.ShardResume, (shard, replayed) => {
    away.delete(shard);
    log.info('Back on Discord.', { shard, replayed });
  });
  client.on(Events.ShardReady, (shard) => {
    if (away.delete(shard))
      log.info('Back on Discord, with a new session: what happened meanwhile was not told.', { shard });
  });
  client.on(Events.ShardError, ({ message }, shard) =>
    log.debug('A connection to Discord failed.', { shard, reason: message }),
  );
  // Without a listener an error event would end the process.
  client.on(Events.Error, ({ message }) =>
    log.error('Something failed while an event was handled.', { reason: message }),
  );
  client.on(Events.Warn, (warning) => log.debug('discord.js warns.', { warning }));
}
