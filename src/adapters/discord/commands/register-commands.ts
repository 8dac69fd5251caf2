/**
 * Makes Discord know Quorum's commands, in every server at once: asked what it has first, because writing is counted and
 * members see a command vanish and come back. Two processes may do it side by side: both write the same.
 */
import { ApplicationCommandType, type REST, Routes } from 'discord.js';
import { z } from 'zod';
import type { Clock } from '../../../clock.ts';
import { explain } from '../../../failure.ts';
import type { Log } from '../../../log.ts';
import type { WantedCommand } from './describe-commands.ts';
import { areSameCommands } from './same-commands.ts';

export interface Registration {
  rest: Pick<REST, 'get' | 'put'>;
  applicationId: string;
  wanted: readonly WantedCommand[];
  /** Filled with the ids that Discord gave them, by which a text can offer them to be pressed. */
  commandIds: Map<string, string>;
  clock: Clock;
  log: Log;
  signal: AbortSignal;
}

const firstWaitMs = 5_000;
const longestWaitMs = 30 * 60_000;

/** Ends once they are registered, or on the signal; never fails, because Quorum serves without them as well. */
export async function registerCommands(registration: Registration): Promise<void> {
  const { clock, log, signal } = registration;
  for (let waitMs = firstWaitMs; !signal.aborted; waitMs = Math.min(waitMs * 2, longestWaitMs)) {
    try {
      await registerOnce(registration);
      return;
    } catch (error) {
      if (signal.aborted) return;
      const facts = { reason: explain(error), againInSeconds: waitMs / 1000 };
      log.warn('Commands could not be registered with Discord.', facts);
    }
    await clock.wait(waitMs, signal).catch(() => {}); // only the signal ends it early
  }
}

const commandList = z.array(z.looseObject({ id: z.string(), type: z.int(), name: z.string() }));

async function registerOnce({ rest, applicationId, wanted, commandIds, log, signal }: Registration): Promise<void> {
  const route = Routes.applicationCommands(applicationId);
  let registered = commandList.parse(await rest.get(route, { signal }));
  if (!areSameCommands(wanted, registered)) {
    registered = commandList.parse(await rest.put(route, { body: wanted, signal }));
    log.info('Commands were registered with Discord.', { commands: wanted.length });
  }
  for (const { id, type, name } of registered) {
    if (type === ApplicationCommandType.ChatInput) commandIds.set(name, id);
  }
}
