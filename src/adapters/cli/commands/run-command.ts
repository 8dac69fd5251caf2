import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { roles, type Wish } from '../../../answering/index.ts';
import { type Command, type CommandReply, type OptionDescription, readWritten } from '../../../bot/index.ts';
import { Failure } from '../../../failure.ts';
import { askCommand, operatorName } from '../ask.ts';
import { exitCodes } from '../exit-codes.ts';
import { findNamedRoom } from '../knowledge/find-room.ts';
import type { CliParts, Io, OpenQuorum } from '../quorum.ts';
import { untilInterrupted } from '../until-interrupted.ts';
import { harmless, shorten } from '../words.ts';
import { printReply } from './print-reply.ts';
import { terminalText } from './terminal-text.ts';

export interface Typed {
  command: Command;
  options: readonly OptionDescription[];
  /** By the options' names, as it was written. */
  given: Readonly<Record<string, unknown>>;
  json: boolean;
}

/** Runs a command for whoever sits at the terminal: they run Quorum, and may do everything. */
export async function runCommand(
  { io, newId }: Pick<CliParts, 'io' | 'newId'>,
  quorum: OpenQuorum,
  { command, options, given, json }: Typed,
): Promise<number> {
  const work = async (interrupted: AbortSignal): Promise<number> => {
    const raw = await readGiven(quorum, options, given);
    const reply: CommandReply = await quorum.commands.run(command.name, raw, {
      actor: { platform: 'cli', memberId: io.user, name: operatorName, rank: 'manager', roleIds: [] },
      community: { ...quorum.community, id: quorum.knowledge.communityId },
      room: await quorum.room(),
      signal: interrupted,
      mostReplyBytes: Number.POSITIVE_INFINITY, // they are written to the disk
      progress: (sentence) => showProgress(io, sentence),
    });
    showProgress(io, '');
    if ('question' in reply)
      return askCommand({ io, newId }, quorum, reply.question.text, { json, ...wishOf(reply.question) });
    await printReply(io, reply, { json, commands: quorum.commands.list });
    return exitCodes.done;
  };
  return untilInterrupted(io, (interrupted) =>
    work(interrupted).catch((error: unknown) => {
      if (interrupted.aborted) throw error;
      return tellRefusal(io, error);
    }),
  );
}

/** What a member would be told; anything else is no refusal. */
function tellRefusal({ stderr }: Pick<Io, 'stderr'>, error: unknown): number {
  if (!(error instanceof Failure) || error.memberText === undefined) throw error;
  stderr.write(`${terminalText(error.memberText)}\n`);
  return error.code === 'bad-option' ? exitCodes.usage : exitCodes.failed;
}

function showProgress({ stderr }: Pick<Io, 'stderr'>, sentence: string): void {
  if (stderr.isTTY) stderr.write(`\r\u001b[K${shorten(terminalText(sentence), 100)}`);
}

function wishOf({ role: named, model }: { role?: string; model?: string }): { wish?: Wish } {
  const role = roles.find((each) => each === named);
  return role || model ? { wish: { ...(role && { role }), ...(model && { model }) } } : {};
}

/** What was written, made into what the options take; what was not given is left out. */
async function readGiven(
  { knowledge }: Pick<OpenQuorum, 'knowledge'>,
  options: readonly OptionDescription[],
  given: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown>> {
  const raw: Record<string, unknown> = {};
  for (const option of options) {
    const value = given[option.name];
    if (value === undefined) continue;
    raw[option.name] = typeof value === 'string' ? await readOne(knowledge, option, value) : value;
  }
  return raw;
}

async function readOne(
  knowledge: OpenQuorum['knowledge'],
  option: OptionDescription,
  written: string,
): Promise<unknown> {
  if (option.kind === 'room') return (await findNamedRoom(knowledge, written)).platformId;
  if (option.kind === 'file') return { name: basename(written), bytes: await readWhole(written) };
  return readWritten(option, written);
}

async function readWhole(path: string): Promise<Uint8Array> {
  return readFile(path).catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Failure('cannot-read', `${harmless(path)} cannot be read: ${why}`, { cause });
  });
}
