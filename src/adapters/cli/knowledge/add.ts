import { text } from 'node:stream/consumers';
import { shortId } from '../../../bot/index.ts';
import { Failure } from '../../../failure.ts';
import type { TaughtEntry } from '../../../knowledge/index.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Io, OpenKnowledge } from '../quorum.ts';
import { harmless, shorten } from '../words.ts';
import { openDialogue } from './dialogue.ts';
import { findRoom } from './find-room.ts';
import { print } from './print.ts';

export interface AddOptions {
  question?: string;
  /** `-` is what comes in on standard input. */
  answer?: string;
  category?: string;
  url?: string;
  holdsFor?: string;
  unverified?: boolean;
  room?: string;
  anyway?: boolean;
  json?: boolean;
}

type Taught = Pick<TaughtEntry, 'question' | 'answer' | 'category' | 'url'>;

/** `quorum knowledge add`: teaches a question with its answer. A terminal is asked for what is not given. */
export async function addEntry(knowledge: OpenKnowledge, io: Io, options: AddOptions): Promise<number> {
  const { holdsFor, unverified = false, anyway = false, json } = options;
  const roomId = await findRoom(knowledge, options.room);
  const taught = await givenOrAsked(io, options);
  if (!taught) {
    io.stderr.write('\nNothing was added.\n');
    return exitCodes.interrupted;
  }
  const entry = await knowledge.catalogue.add({ ...taught, holdsFor, verified: !unverified, roomId }, { anyway });
  print(io, json, entry, () => `Added: ${shorten(harmless(entry.question), 80)} (${shortId(entry.id)})`);
  return exitCodes.done;
}

async function givenOrAsked(io: Io, { question, answer, category, url }: AddOptions): Promise<Taught | undefined> {
  if (question !== undefined && answer !== undefined)
    return { question, answer: answer === '-' ? await text(io.stdin) : answer, category, url };
  if (io.stdin.isTTY !== true || answer === '-') throw missing({ question, answer });

  const dialogue = openDialogue(io);
  try {
    const asked = question ?? (await dialogue.line('Question: '));
    if (asked === undefined) return undefined;
    const filed = category ?? (await dialogue.line('Category (Enter for none): '));
    if (filed === undefined) return undefined;
    const linked = url ?? (await dialogue.line('Link (Enter for none): '));
    if (linked === undefined) return undefined;
    const said = answer ?? (await dialogue.lines('Answer, ended by a line with a single dot or by Ctrl-D:'));
    return said === undefined ? undefined : { question: asked, answer: said, category: filed, url: linked };
  } finally {
    dialogue.close();
  }
}

function missing({ question, answer }: Record<'question' | 'answer', string | undefined>): Failure {
  const flags = [...(question === undefined ? ['--question'] : []), ...(answer === undefined ? ['--answer'] : [])];
  return new Failure('usage', `${flags.join(' and ')} ${flags.length > 1 ? 'are' : 'is'} missing.`, {
    remedy: 'For example: npm run -s quorum -- knowledge add --question "…" --answer "…" (or --answer - < answer.md)',
  });
}
