/**
 * What members do with commands, menus, buttons and forms. Each is acknowledged before anything else is done, by one
 * process alone; everything goes through the registry or the bot, which ask again whether it is theirs to do.
 */
import type { ChatInputCommandInteraction, Interaction, MessageContextMenuCommandInteraction } from 'discord.js';
import { Failure } from '../../../failure.ts';
import { platform } from '../connection/index.ts';
import { reasonOf } from './acknowledge.ts';
import { complete } from './complete.ts';
import { inTime } from './in-time.ts';
import { openForm } from './open-form.ts';
import { sentenceMessage } from './outgoing.ts';
import type { InteractionParts } from './parts.ts';
import { choose, press } from './press.ts';
import { readValues } from './read-values.ts';
import { follow } from './response.ts';
import { runCommand } from './run-command.ts';
import { say } from './say.ts';
import { submit } from './submit.ts';

/** Never rejects: it is called by an event, and nobody would hear of it. */
export function createHandleInteraction(parts: InteractionParts): (interaction: Interaction) => Promise<void> {
  return async (interaction) => {
    try {
      await handle(parts, interaction);
    } catch (error) {
      parts.log.error('An interaction could not be handled.', { reason: reasonOf(error) });
      await apologise(interaction).catch(() => {}); // that it broke is in the log already
    }
  };
}

async function handle(parts: InteractionParts, interaction: Interaction): Promise<void> {
  if (interaction.isAutocomplete()) return complete(parts, interaction, parts.commands.find(nameOf(interaction)));
  if (interaction.isChatInputCommand()) return useTyped(parts, interaction);
  if (interaction.isMessageContextMenuCommand()) return useMenu(parts, interaction);
  if (interaction.isButton()) return press(parts, interaction);
  if (interaction.isStringSelectMenu()) return choose(parts, interaction);
  if (interaction.isModalSubmit()) return submit(parts, interaction);
}

/** Whoever sees that something was acknowledged, waits for it. */
async function apologise(interaction: Interaction): Promise<void> {
  if (!interaction.isRepliable() || !(interaction.deferred || interaction.replied)) return;
  await follow(interaction, sentenceMessage('That did not work. Whoever runs me finds the reason in my log.'), true);
}

async function useTyped(parts: InteractionParts, interaction: ChatInputCommandInteraction): Promise<void> {
  const command = parts.commands.find(nameOf(interaction));
  if (!command) return saySo(parts, interaction);
  const { signal } = parts;
  const knowRoom = (channelId: string) => parts.knowRoom(interaction, channelId);
  await runCommand(parts, {
    interaction,
    command,
    isPrivate: command.isPrivate || interaction.options.getBoolean('private') === true,
    given: async () => ({ values: await readValues(command, { interaction, knowRoom, signal }) }),
  });
}

async function useMenu(parts: InteractionParts, interaction: MessageContextMenuCommandInteraction): Promise<void> {
  const command = parts.commands.list.find(({ menu }) => menu?.label === interaction.commandName);
  if (!command?.menu) return saySo(parts, interaction);
  const { on, fills } = command.menu;
  if (on === 'answer' && command.form) return openMenuForm(parts, interaction, command.name, fills);
  const given = on === 'answer' ? answerUnder : textOf;
  await runCommand(parts, {
    interaction,
    command,
    isPrivate: command.isPrivate,
    given: () => given(parts, interaction, fills),
  });
}

const noAnswerThere = 'That message shows no answer of mine.';

/** The menu of a command that asks for more than the answer. */
async function openMenuForm(
  parts: InteractionParts,
  interaction: MessageContextMenuCommandInteraction,
  command: string,
  fills: string,
): Promise<void> {
  const shown = await inTime(parts.clock, parts.bot.shown.find('discord', interaction.targetMessage.id));
  if (!shown?.answerId) return say(parts, interaction, noAnswerThere);
  const options = { [fills]: shown.answerId };
  await openForm(parts, interaction, { kind: 'command', command, options, opensForm: true });
}

async function answerUnder(
  { bot }: InteractionParts,
  { targetMessage }: MessageContextMenuCommandInteraction,
  fills: string,
) {
  const shown = await bot.shown.find(platform, targetMessage.id);
  if (shown?.answerId) return { values: { [fills]: shown.answerId } };
  throw new Failure('no-answer-there', 'A menu for answers was used on another message.', {
    memberText: noAnswerThere,
  });
}

async function textOf(
  { readFiles, mayTrainOnMessages, signal }: InteractionParts,
  { targetMessage }: MessageContextMenuCommandInteraction,
  fills: string,
) {
  const files = await readFiles(targetMessage, signal);
  const text = (targetMessage.cleanContent ?? targetMessage.content).trim();
  const borrowed = [{ messageId: targetMessage.id }];
  if (text !== '') return { values: { [fills]: text }, files, trainable: mayTrainOnMessages, borrowed };
  const memberText = 'That message has no text that I could take for a question.';
  throw new Failure('no-text-there', 'A menu for messages was used on one without text.', { memberText });
}

/** Discord may still show what an older Quorum had registered. */
async function saySo(
  parts: InteractionParts,
  interaction: ChatInputCommandInteraction | MessageContextMenuCommandInteraction,
): Promise<void> {
  await say(parts, interaction, 'I do not have this command any more. `/help` lists those that I have.');
}

/** `/knowledge search` is a command with a subcommand at Discord, and one name here. */
function nameOf(interaction: {
  commandName: string;
  options: { getSubcommand(required: false): string | null };
}): string {
  return [interaction.commandName, interaction.options.getSubcommand(false)].filter(Boolean).join(' ');
}
