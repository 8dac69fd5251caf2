import { createInterface } from 'node:readline/promises';
import { describeWhy } from '../../bot/index.ts';
import { exitCodeOf, incomingFrom } from './ask.ts';
import { terminalText } from './commands/terminal-text.ts';
import { exitCodes } from './exit-codes.ts';
import type { CliParts, OpenQuorum } from './quorum.ts';
import { createTerminalReply } from './terminal-reply.ts';

const commands = '/why explains the last answer, /new starts over, /quit or Ctrl-D leaves, Ctrl-C stops an answer.';

/** `quorum chat`: questions one after the other, each with those before it as context. Ctrl-C stops an answer, or leaves. */
export async function chatCommand({ io, newId }: Pick<CliParts, 'io' | 'newId'>, quorum: OpenQuorum): Promise<number> {
  const { stdin, stdout, stderr } = io;
  const terminal = stdin.isTTY === true;
  const lines = createInterface({ input: stdin, output: stderr, terminal, prompt: '› ' });
  if (terminal) stderr.write(`Ask away. ${commands}\n\n`);

  let answering: AbortController | undefined;
  let followsId: string | undefined;
  let last: number = exitCodes.done;
  const interrupt = () => (answering ? answering.abort() : lines.close());
  lines.on('SIGINT', interrupt);
  const ignore = io.onInterrupt(interrupt);

  try {
    if (terminal) lines.prompt();
    for await (const line of lines) {
      const text = line.trim();
      if (text === '/quit' || text === '/exit') break;
      if (text === '/new') {
        followsId = undefined;
        stderr.write('A new conversation.\n');
      } else if (text === '/why') {
        const last = followsId && (await quorum.bot.recall(followsId));
        stdout.write(
          last
            ? `${terminalText(describeWhy(last, { forOperator: true }))}\n\n`
            : 'Nothing has been answered in this conversation yet.\n',
        );
      } else if (/^\/[a-z]+$/.test(text)) {
        stderr.write(`There is no ${text} here. ${commands}\n`);
      } else if (text !== '') {
        answering = new AbortController();
        const own = { messageId: newId(), text, ...(followsId && { followsId }) };
        const outcome = await quorum.bot.ask(incomingFrom(io, quorum, own), createTerminalReply(io), answering.signal);
        answering = undefined;
        if (outcome.state === 'answered') followsId = outcome.answer.questionId;
        if (outcome.state === 'cancelled') stderr.write('\nStopped.\n');
        last = exitCodeOf(outcome);
        stdout.write('\n');
      }
      if (terminal) lines.prompt();
    }
  } finally {
    ignore();
    lines.close();
  }
  return terminal ? exitCodes.done : last;
}
