/** Commands and what they say, as the page is told it. */
import { type Command, type CommandReply, describeOptions, type OptionDescription } from '../../bot/index.ts';
import type { CommandForm, OptionField, CommandReply as ShownReply } from './public/command-wire.d.ts';

export function showCommand(command: Command, roomId: string): CommandForm {
  const { name, description } = command;
  return { name, description, options: describeOptions(command).map((option) => showOption(option, roomId)) };
}

/** The playground has one room and no roles: a room is a choice of one, and a role one of none. */
function showOption({ kind, ...option }: OptionDescription, roomId: string): OptionField {
  if (kind === 'role') return { ...option, kind: 'choice', choices: [] };
  return kind === 'room' ? { ...option, kind: 'choice', choices: [roomId] } : { ...option, kind };
}

export function showReply(reply: CommandReply): ShownReply {
  if ('question' in reply) return { question: reply.question };
  const { text, pictures = [], files = [], buttons = [] } = reply;
  return {
    text,
    pictures: pictures.map(({ name, alt, png }) => ({ name, alt, base64: base64Of(png) })),
    files: files.map(({ name, type, bytes }) => ({ name, type, base64: base64Of(bytes) })),
    buttons,
  };
}

function base64Of({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('base64');
}
