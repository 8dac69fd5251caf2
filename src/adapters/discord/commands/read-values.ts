/** What was filled into a slash command, as the registry takes it: texts, numbers, ids, and files with their bytes. */
import type { Attachment, ChatInputCommandInteraction } from 'discord.js';
import { type AttachedFile, type Command, describeOptions, type OptionDescription } from '../../../bot/index.ts';
import { Failure } from '../../../failure.ts';
import { discordName } from './describe-options.ts';

export interface ReadingValues {
  interaction: ChatInputCommandInteraction;
  /** False where there is no such room for Quorum. */
  knowRoom(channelId: string): Promise<boolean>;
  signal: AbortSignal;
}

export async function readValues(command: Command, reading: ReadingValues): Promise<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  for (const option of describeOptions(command)) {
    const value = await readValue(option, reading);
    if (value !== null) values[option.name] = value;
  }
  return values;
}

async function readValue(option: OptionDescription, { interaction, knowRoom, signal }: ReadingValues) {
  const { options } = interaction;
  const name = discordName(option.name);
  switch (option.kind) {
    case 'text':
    case 'choice':
      return options.getString(name);
    case 'boolean':
      return options.getBoolean(name);
    case 'integer':
      return options.getInteger(name);
    case 'number':
      return options.getNumber(name);
    case 'role':
      return options.getRole(name)?.id ?? null;
    case 'room': {
      const id = options.getChannel(name)?.id ?? null;
      if (id !== null && !(await knowRoom(id))) throw noSuchRoom();
      return id;
    }
    case 'file': {
      const attachment = options.getAttachment(name);
      return attachment && download(attachment, option.max ?? mostBytesUnasked, signal);
    }
  }
}

const longestMs = 60_000;
const mostBytesUnasked = 1_000_000;

/** Its size is Discord's own word; what is too large is not fetched. */
async function download(
  { name, url, size }: Attachment,
  mostBytes: number,
  signal: AbortSignal,
): Promise<AttachedFile> {
  if (size > mostBytes) {
    throw new Failure('attachment-too-large', `An attachment has ${size} bytes of at most ${mostBytes}.`, {
      memberText: `That file has ${sizeOf(size)}; I take ${sizeOf(mostBytes)} at most.`,
    });
  }
  try {
    const response = await fetch(url, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(longestMs)]),
      redirect: 'error',
    });
    if (!response.ok) throw new Error(`Discord answered ${response.status}.`);
    return { name, bytes: new Uint8Array(await response.arrayBuffer()) };
  } catch (cause) {
    throw new Failure('attachment-unreadable', 'An attachment could not be fetched from Discord.', {
      memberText: 'I could not get that file from Discord. Please attach it again.',
      cause,
    });
  }
}

function noSuchRoom(): Failure {
  const memberText = 'I cannot see that channel, or nobody writes in channels of its kind.';
  return new Failure('channel-unknown', 'A channel was named that Quorum does not know.', { memberText });
}

function sizeOf(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
