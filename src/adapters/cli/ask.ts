import type { Wish } from '../../answering/index.ts';
import { type IncomingQuestion, type Outcome, silentReply } from '../../bot/index.ts';
import { exitCodes } from './exit-codes.ts';
import type { CliParts, Io, OpenQuorum } from './quorum.ts';
import { createTerminalReply } from './terminal-reply.ts';
import { untilInterrupted } from './until-interrupted.ts';

export interface AskOptions {
  json?: boolean;
  wish?: Wish;
}

/** `quorum ask`: one question, answered on standard output. */
export async function askCommand(
  { io, newId }: Pick<CliParts, 'io' | 'newId'>,
  quorum: OpenQuorum,
  question: string,
  { json = false, wish }: AskOptions,
): Promise<number> {
  return untilInterrupted(io, async (interrupted) => {
    const reply = json ? silentReply : createTerminalReply(io);
    const incoming = incomingFrom(io, quorum, { messageId: newId(), text: question, ...(wish && { wish }) });
    const outcome = await quorum.bot.ask(incoming, reply, interrupted);
    if (json) io.stdout.write(`${JSON.stringify(outcome, null, 2)}\n`);
    return exitCodeOf(outcome);
  });
}

/** How others see whoever sits at the terminal. */
export const operatorName = 'the operator';

/** The terminal as a room. */
export const terminal = { platformId: 'terminal', kind: 'channel', name: 'terminal', open: true } as const;

/** A question from this terminal, as the bot takes it. */
export function incomingFrom(
  io: Pick<Io, 'user'>,
  quorum: Pick<OpenQuorum, 'community'>,
  own: Pick<IncomingQuestion, 'messageId' | 'text' | 'followsId' | 'wish'>,
): IncomingQuestion {
  return {
    platform: 'cli',
    community: quorum.community,
    room: terminal,
    memberId: io.user,
    origin: 'command',
    trainable: true, // no rules but its author’s own choice
    byOperator: true,
    ...own,
  };
}

export function exitCodeOf(outcome: Outcome): number {
  if (outcome.state === 'answered') return outcome.answer.manner === 'unknown' ? exitCodes.noAnswer : exitCodes.done;
  return outcome.state === 'cancelled' ? exitCodes.interrupted : exitCodes.failed;
}
