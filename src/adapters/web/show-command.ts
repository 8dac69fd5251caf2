/** Commands and what they say, as the page is told it. */
import {
  type Command,
  type CommandForm,
  type CommandReply,
  describeOptions,
  type OptionDescription,
} from '../../bot/index.ts';
import type { OptionField, CommandForm as ShownForm, CommandReply as ShownReply } from './public/command-wire.d.ts';

export function showCommand(command: Command, roomId: string): ShownForm {
  const { name, description } = command;
  return { name, description, options: describeOptions(command).map((option) => showOption(option, roomId)) };
}

/** The part of a command that its form asks for. */
export function showForm(command: Command, { title, fields }: CommandForm, roomId: string): ShownForm {
  const shown = new Map(showCommand(command, roomId).options.map((option) => [option.name, option]));
  const options = fields.flatMap(({ option: name, label, hint = '', value, isRequired: required }) => {
    const option = shown.get(name);
    return option ? [{ ...option, label, description: hint, required, default: value, suggests: false }] : [];
  });
  return { name: command.name, description: title, options };
}

/** The playground has one room and no roles: a room is a choice of one, and a role one of none. */
function showOption({ kind, ...option }: OptionDescription, roomId: string): OptionField {
  if (kind === 'role') return { ...option, kind: 'choice', choices: [] };
  return kind === 'room' ? { ...option, kind: 'choice', choices: [roomId] } : { ...option, kind };
}

export function showReply(reply: CommandReply): ShownReply {
  if ('question' in reply) return { question: reply.question };
  const { text, did, pictures = [], files = [], buttons = [] } = reply;
  return {
    text,
    ...(did !== undefined && { did }),
    pictures: pictures.map(({ name, alt, png }) => ({ name, alt, base64: base64Of(png) })),
    files: files.map(({ name, type, bytes }) => ({ name, type, base64: base64Of(bytes) })),
    buttons,
  };
}

function base64Of({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('base64');
}
