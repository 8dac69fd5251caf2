import { ComponentType, type Guild } from 'discord.js';
import type { Bot } from '../../../bot/index.ts';
import { communityOf, directRoom, type Place, platform } from '../connection/index.ts';
import type { Content } from '../reply/surface.ts';

/** Where a direct message belongs: the community of the member's choice, or the one community that they and Quorum share. */
export type DmPlace = { state: 'found'; place: Place } | { state: 'ask'; choices: Guild[] } | { state: 'stranger' };

export interface DmParts {
  bot: Pick<Bot, 'dmCommunities'>;
  guilds: () => Guild[];
  /** Whether they are a member there now, as Discord says. */
  isMember: (guild: Guild, userId: string) => Promise<boolean>;
}

/** Choices that fit into one menu, and members are looked up for. */
const mostChoices = 25;

export async function dmPlace({ bot, guilds, isMember }: DmParts, userId: string, channelId: string): Promise<DmPlace> {
  const chosen = await bot.dmCommunities.of(platform, userId);
  const guild = guilds().find(({ id }) => id === chosen?.platformId);
  if (guild && (await isMember(guild, userId))) return { state: 'found', place: placeIn(guild, channelId) };
  const shared: Guild[] = [];
  for (const each of guilds()) {
    if (shared.length === mostChoices) break;
    if (await isMember(each, userId)) shared.push(each);
  }
  const [only, ...others] = shared;
  if (!only) return { state: 'stranger' };
  if (others.length > 0) return { state: 'ask', choices: shared };
  return { state: 'found', place: placeIn(only, channelId) };
}

function placeIn(guild: Guild, channelId: string): Place {
  return { community: communityOf(guild), room: directRoom({ id: channelId }) };
}

/** What whoever shares no community with Quorum is told. */
export const strangerText = 'I answer direct messages from what a community knows, and I know of none that we share.';

/** The question that is put before a question: of which community? */
export function whichCommunity(choices: readonly Guild[], messageId: string): Content {
  const options = choices.map(({ id, name }) => ({ label: name.slice(0, 100), value: id }));
  const menu = {
    type: ComponentType.StringSelect as const,
    custom_id: `dm:${messageId}`,
    placeholder: 'Choose a community',
    options,
  };
  return {
    text: 'You and I share several communities. Which one’s knowledge shall I answer from?',
    components: [{ type: ComponentType.ActionRow, components: [menu] }],
  };
}
