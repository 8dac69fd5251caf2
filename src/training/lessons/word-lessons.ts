/** Has a model put new lessons into better words, where one can be reached; what they say stays ours, and what people wrote stays theirs. */
import { z } from 'zod';
import type { Answering } from '../../answering/index.ts';
import type { Lesson, Store } from '../../store/index.ts';
import { type FeatureName, featureNames, wordsOf } from './features.ts';
import { keepsContent } from './keeps-content.ts';

export interface WordLessonsParts {
  store: Store;
  answering: Pick<Answering, 'say'>;
}

/** So many in a week are put into words, and none takes longer; the others are next week’s. */
const mostLessons = 20;
const limitMs = 60_000;

/** Returns how many lessons a model has worded. Where none can be reached, or it says something else, the words stay as they are. */
export async function wordLessons(
  { store, answering }: WordLessonsParts,
  communityId: string,
  signal: AbortSignal,
): Promise<number> {
  const lessons = await store.read.lesson.findMany({
    where: { communityId, state: 'active', isEdited: false, wordedBy: null },
    orderBy: { id: 'asc' },
    take: mostLessons,
  });
  let count = 0;
  for (const lesson of lessons) {
    const feature = featureNames.find((name) => name === lesson.feature);
    if (signal.aborted || !feature) continue;
    const said = await ask(answering, lesson, feature, signal);
    if (!said) return count; // no model: it would be the same for the others
    const wording = read(said.text);
    if (wording === undefined || wording === lesson.wording || !keepsContent(wording, lesson.wording, feature))
      continue;
    const asBefore = { id: lesson.id, state: 'active' as const, isEdited: false, wording: lesson.wording };
    const data = { wording, wordedBy: said.model };
    // A moderator may have changed it meanwhile: then it stays as they left it.
    count += (await store.write((tx) => tx.lesson.updateMany({ where: asBefore, data }))).count;
  }
  return count;
}

async function ask(answering: Pick<Answering, 'say'>, { wording }: Lesson, feature: FeatureName, signal: AbortSignal) {
  const until = AbortSignal.any([signal, AbortSignal.timeout(limitMs)]);
  const task = JSON.stringify({ rule: wording, about: `answers ${wordsOf(feature).words}` });
  const messages = [
    { role: 'system' as const, content: instructions },
    { role: 'user' as const, content: task },
  ];
  return answering.say({ messages, answerTokens: 120 }, until).catch((error: unknown) => {
    signal.throwIfAborted();
    if (until.aborted) return undefined; // it took too long
    throw error;
  });
}

const instructions = `You improve the wording of one rule for an assistant that answers questions.
You are given JSON with the rule, and what of an answer it speaks of.
Say exactly what the rule says, in one short, clear English sentence that begins with a verb and ends with a full stop.
Keep its main words. Add nothing: no reasons, no numbers, no names, no examples, no code, no links, no formatting.
Reply with JSON alone, in this form: {"wording": "…"}`;

const reply = z.strictObject({ wording: z.string().max(200) });

/** What is not just that is nothing. */
function read(text: string): string | undefined {
  try {
    return reply.parse(JSON.parse(text.trim())).wording.trim();
  } catch {
    return undefined;
  }
}
