/** Completions of an option while it is typed. Discord waits three seconds; a list that is late, or broken, is an empty one. */
import type { AutocompleteInteraction } from 'discord.js';
import { type Command, describeOptions, type Suggestion } from '../../../bot/index.ts';
import { acknowledge, reasonOf } from './acknowledge.ts';
import { actorOf } from './actor.ts';
import { cut } from './buttons.ts';
import { discordName } from './describe-options.ts';
import type { InteractionParts } from './parts.ts';

const patienceMs = 2_500;
const mostChoices = 25;
const mostCharacters = 100;

export async function complete(
  parts: InteractionParts,
  interaction: AutocompleteInteraction,
  command: Command | undefined,
): Promise<void> {
  const { clock, log } = parts;
  const answered = new AbortController();
  const signal = AbortSignal.any([parts.signal, answered.signal]);
  const suggestions = command ? suggest(parts, interaction, command, signal) : Promise.resolve([]);
  const found = await Promise.race([
    suggestions.catch((error: unknown) => {
      if (!answered.signal.aborted) log.warn('An option could not be completed.', { reason: reasonOf(error) });
      return [];
    }),
    clock.wait(patienceMs, answered.signal).then(
      () => [],
      () => [],
    ),
  ]);
  answered.abort();
  await acknowledge(interaction.respond(found.flatMap(choiceOf).slice(0, mostChoices)), log);
}

async function suggest(
  parts: InteractionParts,
  interaction: AutocompleteInteraction,
  command: Command,
  signal: AbortSignal,
): Promise<Suggestion[]> {
  const focused = interaction.options.getFocused(true);
  const options = describeOptions(command);
  const option = options.find(({ name }) => discordName(name) === focused.name);
  if (!option) return [];
  const place = await parts.placeOf(interaction);
  if ('sentence' in place) return [];
  const others = options.flatMap(({ name }) => {
    const value = interaction.options.get(discordName(name))?.value;
    return value === undefined || name === option.name ? [] : [[name, value] as const];
  });
  const call = { ...place, actor: actorOf(interaction), signal, progress() {} };
  return parts.commands.suggest(command.name, option.name, focused.value, call, Object.fromEntries(others));
}

/** A name may be cut, a value may not: it would be another one. */
function choiceOf({ name, value }: Suggestion): { name: string; value: string }[] {
  const isShort = value !== '' && value.length <= mostCharacters;
  return isShort ? [{ name: cut(name.trim() || value, mostCharacters), value }] : [];
}
