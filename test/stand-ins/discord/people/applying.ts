/** What a person does with applications: commands, menus, buttons, forms. */
import { ChannelType, PermissionFlagsBits as May } from 'discord-api-types/v10';
import {
  click,
  type Desk,
  type Fields,
  type Given,
  type Interaction,
  openMenu,
  select,
  submit,
  useCommand,
} from '../interactions/index.ts';
import { type Channel, type Guild, type Message, may, type User } from '../world/index.ts';
import { type Acting, channelOf, requireActive, requireIn } from './allowed.ts';

export interface Applying {
  /** `/ask`, or with a subcommand `/knowledge search`; in the first channel that she sees where none is named. */
  uses(line: string, values?: Given, where?: { in?: Channel }): Interaction;
  /** What the application offers while she types into that option. */
  completes(line: string, values: Given, focused: string, where?: { in?: Channel }): Interaction;
  /** A command in the menu of a message, or of a member. */
  opensMenu(name: string, target: Message | { user: User }, where?: { in?: Channel }): Interaction;
  clicks(message: Message, customId: string): Interaction;
  selects(message: Message, customId: string, values: string[]): Interaction;
  /** Sends off the form with which that interaction was answered. */
  submits(opener: Interaction, fields: Fields): Interaction;
}

export function createApplying(acting: Acting, desk: Desk, guild: Guild): Applying {
  const { world, user } = acting;

  function firstSeen(): Channel {
    const isText = ({ type }: Channel) => type === ChannelType.GuildText;
    const channel = [...guild.channels.values()].find(
      (each) => isText(each) && may(world, each, user.id, May.ViewChannel),
    );
    if (channel === undefined) throw new Error(`${user.username} sees no text channel.`);
    return channel;
  }

  function placeFor(where: { in?: Channel }): Channel {
    const channel = where.in ?? firstSeen();
    requireActive(channel);
    return channel;
  }

  /** Buttons and menus are there for whoever reads the message. */
  function placeOf(message: Message): Channel {
    const channel = channelOf(acting, message);
    requireIn(acting, channel, 'ViewChannel');
    requireActive(channel);
    if (channel.messages.get(message.id) !== message) throw new Error('That message is gone.');
    return channel;
  }

  return {
    uses: (line, values = {}, where = {}) => useCommand({ desk, user, channel: placeFor(where) }, line, values),
    completes: (line, values, focused, where = {}) =>
      useCommand({ desk, user, channel: placeFor(where) }, line, values, focused),
    opensMenu(name, target, where = {}) {
      if ('user' in target) return openMenu({ desk, user, channel: placeFor(where) }, name, target.user);
      return openMenu({ desk, user, channel: placeOf(target) }, name, target);
    },
    clicks: (message, customId) => click({ desk, user, channel: placeOf(message) }, message, customId),
    selects: (message, customId, values) =>
      select({ desk, user, channel: placeOf(message) }, message, customId, values),
    submits: (opener, fields) => submit({ desk, user }, opener, fields),
  };
}
