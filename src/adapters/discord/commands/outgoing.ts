/** What a command says, as the messages that Discord shows it in. */
import { AttachmentBuilder } from 'discord.js';
import type { CommandButton, CommandReply } from '../../../bot/index.ts';
import type { Log } from '../../../log.ts';
import { reasonOf } from './acknowledge.ts';
import { commandRows, type Row } from './buttons.ts';
import { type RenderingReply, renderReply } from './render-reply.ts';

export interface Outgoing {
  text: string;
  rows: Row[];
  files: AttachmentBuilder[];
}

export type SaidReply = Extract<CommandReply, { text: string }>;

const filesInMessage = 10;

export interface OutgoingOptions extends RenderingReply {
  /** What Discord takes here as one file. */
  mostFileBytes: number;
  log: Log;
  /** The command whose private reply it is: its own buttons turn the reply, where that is one message. */
  turning?: string;
}

/** At least one message: text first, and what belongs to it under the last of its parts. */
export function messagesOf(reply: SaidReply, options: OutgoingOptions): Outgoing[] {
  const { mostFileBytes, log, turning } = options;
  const attached = attachmentsOf(reply);
  const files = attached.filter(({ bytes }) => bytes <= mostFileBytes).map(({ file }) => file);
  const tooLarge = attached.filter(({ bytes }) => bytes > mostFileBytes);
  const notes = tooLarge.map(({ file, bytes }) => noteOf(file.name ?? 'The file', bytes, mostFileBytes));
  const texts = renderReply([reply.text, ...notes].filter((each) => each.trim() !== '').join('\n\n'), options);
  if (texts.length === 0 && files.length === 0) texts.push('Done.');
  const messages = texts.map((text): Outgoing => ({ text, rows: [], files: [] }));
  for (let at = 0; at < files.length; at += filesInMessage) {
    const here = files.slice(at, at + filesInMessage);
    const last = messages.at(-1);
    if (last && at === 0) last.files = here;
    else messages.push({ text: '', rows: [], files: here });
  }
  const last = messages.at(-1);
  if (last) last.rows = rowsOf(reply.buttons ?? [], log, messages.length === 1 ? turning : undefined);
  return messages;
}

/** A sentence of our own, with nothing else. */
export function sentenceMessage(text: string): Outgoing {
  return { text, rows: [], files: [] };
}

function attachmentsOf({ pictures = [], files = [] }: SaidReply): { file: AttachmentBuilder; bytes: number }[] {
  return [
    ...pictures.map(({ name, png, alt }) => ({
      file: new AttachmentBuilder(Buffer.from(png), { name, description: alt.slice(0, 1_024) }),
      bytes: png.byteLength,
    })),
    ...files.map(({ name, bytes }) => ({
      file: new AttachmentBuilder(Buffer.from(bytes), { name }),
      bytes: bytes.byteLength,
    })),
  ];
}

function noteOf(name: string, bytes: number, mostBytes: number): string {
  const inMegabytes = (count: number) => `${(count / 1024 / 1024).toFixed(1)} MiB`;
  return `\`${name.replaceAll('`', '')}\` has ${inMegabytes(bytes)}, and Discord takes ${inMegabytes(mostBytes)}: whoever runs me can get it in the terminal.`;
}

/** A reply without its buttons is better than none: that one means too much is a fault of ours, and goes to the log. */
function rowsOf(buttons: readonly CommandButton[], log: Log, turning: string | undefined): Row[] {
  try {
    return commandRows(buttons, turning);
  } catch (error) {
    log.error('Buttons were left out of a reply.', { reason: reasonOf(error) });
    return [];
  }
}
