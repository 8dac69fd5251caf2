/** What a person can do with an application, each as the interaction that Discord makes of it. */
import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ComponentType,
  InteractionType,
  MessageFlags,
} from 'discord-api-types/v10';
import { type Channel, type Message, messagePayload, type Upload, type User } from '../world/index.ts';
import { commandFor } from './commands.ts';
import { checkButton, checkMenu, findComponent } from './components.ts';
import type { Desk } from './desk.ts';
import type { Interaction } from './interaction.ts';
import { isUser } from './metadata.ts';
import { type Fields, submission } from './modals.ts';
import { fillIn, type Values } from './options.ts';
import { addUser, type Place, resolve, resolveIds } from './resolved.ts';
import { resolvedAttachments, storeUploads } from './uploads.ts';

export interface Acting {
  desk: Desk;
  user: User;
  channel: Channel;
}

/** What is filled into a command: texts, numbers, ids of people, roles and channels, files. */
export type Given = Record<string, Values[string] | Upload>;

/** `/ask`, or with subcommands `/knowledge search`. */
export function useCommand({ desk, user, channel }: Acting, line: string, given: Given, focused?: string): Interaction {
  const { world } = desk;
  const [name = '', ...path] = line.replace(/^\//, '').split(' ');
  const command = commandFor(world, user, channel, ApplicationCommandType.ChatInput, name);
  const { values, attachments } = storeUploads(world, channel, given);
  const options = fillIn({ command, path, values, focused });
  const resolved = {
    ...resolve(options, { world, channel, userId: user.id }),
    ...(attachments.length > 0 && { attachments: resolvedAttachments(attachments) }),
  };
  const { ApplicationCommand, ApplicationCommandAutocomplete } = InteractionType;
  const type = focused === undefined ? ApplicationCommand : ApplicationCommandAutocomplete;
  const data = { ...nameOf(command), options, ...(Object.keys(resolved).length > 0 && { resolved }) };
  return desk.open({ user, channel, cause: { type, command }, data });
}

/** A command in the menu of a message or of a member. */
export function openMenu({ desk, user, channel }: Acting, name: string, target: Message | User): Interaction {
  const kind = isUser(target) ? ApplicationCommandType.User : ApplicationCommandType.Message;
  const command = commandFor(desk.world, user, channel, kind, name);
  const resolved = resolveTarget(target, { world: desk.world, channel, userId: user.id });
  const data = { ...nameOf(command), target_id: target.id, resolved };
  return desk.open({ user, channel, cause: { type: InteractionType.ApplicationCommand, command, target }, data });
}

export function click({ desk, user, channel }: Acting, message: Message, customId: string): Interaction {
  checkVisible(message, user);
  const button = findComponent(message.components, customId);
  checkButton(button, customId);
  const data = { custom_id: customId, component_type: button.type, id: button.id };
  return desk.open({ user, channel, cause: { type: InteractionType.MessageComponent, message }, data });
}

export function select(
  { desk, user, channel }: Acting,
  message: Message,
  customId: string,
  values: string[],
): Interaction {
  checkVisible(message, user);
  const menu = findComponent(message.components, customId);
  checkMenu(menu, customId, values);
  const kind = kindOfMenu[menu.type];
  const place = { world: desk.world, channel, userId: user.id };
  const resolved =
    kind &&
    resolveIds(
      values.map((value) => ({ type: kind, value })),
      place,
    );
  const data = { custom_id: customId, component_type: menu.type, id: menu.id, values, ...(resolved && { resolved }) };
  return desk.open({ user, channel, cause: { type: InteractionType.MessageComponent, message }, data });
}

/** Sends off the form that this interaction was answered with. */
export function submit({ desk, user }: Omit<Acting, 'channel'>, opener: Interaction, fields: Fields): Interaction {
  if (opener.answer.kind !== 'modal') throw new Error('That was not answered with a form.');
  if (opener.user !== user) throw new Error(`The form was not shown to ${user.username}.`);
  const message = opener.cause.type === InteractionType.MessageComponent ? opener.cause.message : undefined;
  const data = submission(opener.answer.modal, fields);
  const cause = { type: InteractionType.ModalSubmit as const, message, opener };
  return desk.open({ user, channel: opener.channel, cause, data });
}

const kindOfMenu: Partial<Record<number, ApplicationCommandOptionType>> = {
  [ComponentType.UserSelect]: ApplicationCommandOptionType.User,
  [ComponentType.RoleSelect]: ApplicationCommandOptionType.Role,
  [ComponentType.ChannelSelect]: ApplicationCommandOptionType.Channel,
  [ComponentType.MentionableSelect]: ApplicationCommandOptionType.Mentionable,
};

function nameOf({
  id,
  name,
  type,
  guild_id,
}: {
  id: string;
  name: string;
  type: number;
  guild_id?: string | undefined;
}) {
  return { id, name, type, ...(guild_id !== undefined && { guild_id }) };
}

function resolveTarget(target: Message | User, place: Place): object {
  if (!isUser(target)) return { messages: { [target.id]: messagePayload(place.world, target) } };
  const resolved = { users: {}, members: {} };
  addUser(resolved, target.id, place);
  return resolved;
}

function checkVisible(message: Message, user: User): void {
  if (message.onlyFor !== undefined && message.onlyFor !== user.id) {
    throw new Error(`${user.username} does not see that message.`);
  }
  if ((message.flags & MessageFlags.Loading) !== 0) throw new Error('The application is still thinking.');
}
