/**
 * What a button, menu or form of ours means, as Discord carries it for us: in a custom id of at most 100 characters.
 * One may come back long after it was written, by an older Quorum, so that each is read as strictly as any input.
 */
import { z } from 'zod';
import { Failure } from '../../../failure.ts';

export type Press =
  | { kind: 'stop'; questionId: string }
  /** Opens the form of `feedback`. */
  | { kind: 'feedback'; answerId: string }
  | { kind: 'why'; answerId: string }
  /** `edit` opens a form; the form's own id is the same. */
  | { kind: 'draft'; decision: DraftDecision; draftId: string }
  /** Chooses the community that direct messages are about; the message is the one that waits for it. */
  | { kind: 'dm'; messageId: string }
  | CommandPress;

export interface CommandPress {
  kind: 'command';
  command: string;
  options: Readonly<Record<string, string | number | boolean>>;
  /** Opens the command's form first; the form's own id is the same. */
  opensForm?: true;
  /** What it says takes the place of the private reply that it stands under. */
  turns?: true;
}

export const draftDecisions = ['send', 'edit', 'drop'] as const;
export type DraftDecision = (typeof draftDecisions)[number];

const longest = 100;

export function writeCustomId(press: Press): string {
  const customId = write(press);
  if (customId.length <= longest && readCustomId(customId)) return customId;
  throw new Failure('unfit-button', `What a ${press.kind} button means does not fit into a custom id of Discord's.`);
}

function write(press: Press): string {
  switch (press.kind) {
    case 'stop':
      return `stop:${press.questionId}`;
    case 'feedback':
    case 'why':
      return `${press.kind}:${press.answerId}`;
    case 'draft':
      return `draft:${press.decision}:${press.draftId}`;
    case 'dm':
      return `dm:${press.messageId}`;
    case 'command':
      return `${wordOf(press)}:${JSON.stringify([press.command, press.options])}`;
  }
}

/** The number is that of the form: another one would be written under another word. */
function wordOf({ opensForm, turns }: CommandPress): string {
  return `${turns ? 'turn' : ''}${opensForm ? 'form' : turns ? '' : 'command'}1`;
}

const id = z.string().regex(/^[\w-]{1,64}$/);
const command = z.tuple([
  z.string().regex(/^[a-z-]{1,32}( [a-z-]{1,32})?$/),
  z.record(z.string().regex(/^[a-zA-Z]{1,32}$/), z.union([z.string(), z.number(), z.boolean()])),
]);

const readers: Record<string, z.ZodType<Press>> = {
  stop: z.tuple([id]).transform(([questionId]) => ({ kind: 'stop', questionId })),
  feedback: z.tuple([id]).transform(([answerId]) => ({ kind: 'feedback', answerId })),
  why: z.tuple([id]).transform(([answerId]) => ({ kind: 'why', answerId })),
  draft: z
    .tuple([z.enum(draftDecisions), id])
    .transform(([decision, draftId]) => ({ kind: 'draft', decision, draftId })),
  dm: z.tuple([id]).transform(([messageId]) => ({ kind: 'dm', messageId })),
  command1: commandPress({}),
  turn1: commandPress({ turns: true }),
  form1: commandPress({ opensForm: true }),
  turnform1: commandPress({ turns: true, opensForm: true }),
};

function commandPress(how: Pick<CommandPress, 'opensForm' | 'turns'>): z.ZodType<CommandPress> {
  return z
    .array(z.string())
    .transform((pieces) => parseJson(pieces.join(':')))
    .pipe(command)
    .transform(([name, options]) => ({ kind: 'command', command: name, options, ...how }));
}

/** Undefined where it is none of ours. */
export function readCustomId(customId: string): Press | undefined {
  const [kind = '', ...pieces] = customId.split(':');
  if (!Object.hasOwn(readers, kind)) return undefined;
  return readers[kind]?.safeParse(pieces).data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
