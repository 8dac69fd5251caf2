import { shortId } from '../../../bot/index.ts';
import { Failure } from '../../../failure.ts';
import type { EntryChange, EntryView } from '../../../knowledge/index.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Io, OpenKnowledge } from '../quorum.ts';
import { harmless, shorten } from '../words.ts';
import { openDialogue } from './dialogue.ts';
import { editInEditor } from './edit-in-editor.ts';
import { findRoom } from './find-room.ts';
import { changesBetween } from './history.ts';
import { print } from './print.ts';

export interface EditOptions {
  question?: string;
  answer?: string;
  category?: string;
  url?: string;
  holdsFor?: string;
  verified?: boolean;
  room?: string;
  wholeCommunity?: boolean;
  json?: boolean;
}

/** `quorum knowledge edit`: says an entry differently. Without any change given, its text opens in an editor. */
export async function editEntry(knowledge: OpenKnowledge, io: Io, id: string, options: EditOptions): Promise<number> {
  const { catalogue } = knowledge;
  const before = await catalogue.show(id);
  const given = await changeOf(knowledge, options);
  const save = (change: EntryChange) => catalogue.edit(before.id, change);
  const after = Object.keys(given).length > 0 ? await save(given) : await editByHand(io, before, save);
  if (!after) {
    io.stderr.write('Nothing was changed.\n');
    return exitCodes.done;
  }
  print(io, options.json, after, () => {
    const title = `Changed: ${shorten(harmless(after.question), 80)} (now ${shortId(after.id)})`;
    return [title, ...changesBetween(before, after).map((line) => `  ${line}`)].join('\n');
  });
  return exitCodes.done;
}

async function changeOf(
  knowledge: OpenKnowledge,
  { question, answer, category, url, holdsFor, verified, room, wholeCommunity }: EditOptions,
): Promise<EntryChange> {
  const roomId = wholeCommunity ? null : await findRoom(knowledge, room);
  return {
    ...(question !== undefined && { question }),
    ...(answer !== undefined && { answer }),
    ...(category !== undefined && { category }),
    ...(url !== undefined && { url }),
    ...(holdsFor !== undefined && { holdsFor }),
    ...(verified !== undefined && { verified }),
    ...(roomId !== undefined && { roomId }),
  };
}

async function editByHand(
  io: Io,
  { question, answer }: EntryView,
  save: (change: EntryChange) => Promise<EntryView>,
): Promise<EntryView | undefined> {
  if (io.stdin.isTTY !== true) {
    throw new Failure('usage', 'Nothing to change was given, and there is no terminal to ask on.', {
      remedy: 'For example: npm run -s quorum -- knowledge edit <id> --answer "…"',
    });
  }
  if (io.editor !== undefined) return editInEditor(io, io.editor, { question, answer }, save);
  const dialogue = openDialogue(io);
  try {
    const asked = await dialogue.line('Question: ', question.replace(/\s+/g, ' '));
    if (asked === undefined) return undefined;
    io.stderr.write(`The answer so far:\n\n${harmless(answer)}\n\n`);
    const said = await dialogue.lines(
      'The new answer (nothing keeps it), ended by a line with a single dot or by Ctrl-D:',
    );
    if (said === undefined || (asked === question && said === '')) return undefined;
    return await save({ question: asked || question, ...(said && { answer: said }) });
  } finally {
    dialogue.close();
  }
}
