/** One command on one interaction, however it was called: acknowledged at once, then run, and its reply shown. */
import { MessageFlags, type RepliableInteraction } from 'discord.js';
import type { Actor, Command, CommandReply, IncomingQuestion } from '../../../bot/index.ts';
import { Failure } from '../../../failure.ts';
import { acknowledge, reasonOf } from './acknowledge.ts';
import { actorOf } from './actor.ts';
import { askQuestion, type Files } from './ask-question.ts';
import { messagesOf, sentenceMessage } from './outgoing.ts';
import type { InteractionParts, NoPlace, Place } from './parts.ts';
import { createProgress } from './progress.ts';
import { closesAtMs, follow, respond, whisper } from './response.ts';
import { sayLate } from './say-late.ts';
import { visibilityNote } from './visibility-note.ts';

export interface Called {
  interaction: RepliableInteraction;
  command: Command;
  isPrivate: boolean;
  /** Acknowledges it as a change of the private reply that it was called from, whose place what it says takes. */
  turn?(): Promise<unknown>;
  /** Its options, and the files that came along; asked for once it is clear that the member may use it. */
  given(): Promise<Given> | Given;
}

export interface Given {
  values: Readonly<Record<string, unknown>>;
  files?: Files;
  /** Where a question comes from a message, what Discord permitted; what is typed for Quorum is Quorum's. */
  trainable?: boolean;
  /** That message, whose words the question is then. */
  borrowed?: IncomingQuestion['borrowed'];
}

export async function runCommand(parts: InteractionParts, called: Called): Promise<void> {
  const { clock, log } = parts;
  const { interaction, command, isPrivate } = called;
  const closesAt = closesAtMs(interaction, clock);
  const sign = called.turn?.() ?? interaction.deferReply(isPrivate ? { flags: MessageFlags.Ephemeral } : {});
  if (!(await acknowledge(sign, log))) return;

  const actor = actorOf(interaction);
  const ran = await runHere(parts, called, actor, closesAt).catch((error: unknown): NoPlace => {
    const told = error instanceof Failure ? error.memberText : undefined;
    if (told === undefined) log.error('A command broke.', { command: command.name, reason: reasonOf(error) });
    return {
      sentence: told ?? 'That did not work, for a reason that only my log knows. Whoever runs me can look there.',
    };
  });
  const isOpen = clock.now() < closesAt;
  if ('sentence' in ran) {
    const [shown = sentenceMessage(ran.sentence)] = messagesOf({ text: ran.sentence }, { ...parts, mostFileBytes: 0 });
    const message = { ...shown, rows: ran.rows ?? [] };
    if (isOpen && called.turn) await follow(interaction, message, true);
    else if (isOpen) await whisper(interaction, message, { isPrivate });
    else await sayLate(parts, { interaction, isPrivate: true, messages: [message] });
    return;
  }
  const { reply, ...rest } = ran;
  if ('question' in reply) {
    await askQuestion(parts, { interaction, isPrivate, actor, ...rest, question: reply.question, closesAt });
    return;
  }
  const turning = isPrivate ? { turning: command.name } : {};
  const messages = messagesOf(reply, { ...parts, mostFileBytes: interaction.attachmentSizeLimit, ...turning });
  if (isOpen) await respond(interaction, messages, isPrivate);
  else await sayLate(parts, { interaction, isPrivate, messages });
}

type Ran = { reply: CommandReply; place: Place } & Pick<Given, 'files' | 'trainable' | 'borrowed'>;

async function runHere(
  parts: InteractionParts,
  called: Called,
  actor: Actor,
  closesAt: number,
): Promise<Ran | NoPlace> {
  const { commands, bot, signal } = parts;
  const { command } = called;
  const place = await parts.placeOf(called.interaction);
  if ('sentence' in place) return place;
  // Nothing is fetched for somebody who is refused anyway.
  const rank = await bot.rankOf(actor, place.community.id);
  const isRefused = !commands.visibleTo(rank).includes(command);
  const { values, ...along } = isRefused ? { values: {} } : await called.given();
  const progress = showProgress(parts, called, closesAt);
  try {
    const reply = await commands.run(command.name, values, { ...place, actor, signal, progress: progress.say });
    return { reply: withNote(reply, visibilityNote(command, values)), place, ...along };
  } finally {
    await progress.end();
  }
}

function withNote(reply: CommandReply, note: string | undefined): CommandReply {
  return note !== undefined && 'text' in reply ? { ...reply, text: `${reply.text}\n\n${note}` } : reply;
}

function showProgress(parts: InteractionParts, { interaction, isPrivate, turn }: Called, closesAt: number) {
  const { clock, log } = parts;
  return createProgress(clock, async (sentence) => {
    if (turn) return; // what stands there is worth more
    const [message] = messagesOf({ text: sentence }, { ...parts, mostFileBytes: 0 });
    if (message === undefined || clock.now() >= closesAt) return;
    await respond(interaction, [message], isPrivate).catch((error: unknown) =>
      log.debug('How far a command is could not be shown.', { reason: reasonOf(error) }),
    );
  });
}
