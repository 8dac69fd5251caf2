import type { MadeAnswer } from '../answering/index.ts';
import type { Reader } from '../store/index.ts';
import { looksLikeQuestion } from './question-shape.ts';
import { readSettings } from './settings/community-settings.ts';

/** Below it, what the community knows more likely than not says nothing to the question. */
const sureFrom = 0.5;

/** Whether an answer should say of itself that it may be wrong. Small talk is nothing to be unsure of. */
function isUnsure(
  question: string,
  { manner, label, confidence }: Pick<MadeAnswer, 'manner' | 'label' | 'confidence'>,
) {
  if (manner === 'unknown') return true;
  return label === 'withoutSources' && confidence < sureFrom && looksLikeQuestion(question);
}

/** What an unsure answer carries: the roles of those who may know better. */
export async function hintOf(
  read: Reader,
  { communityId, text, asked }: { communityId: string; text: string; asked: boolean },
  answer: Pick<MadeAnswer, 'manner' | 'label' | 'confidence'>,
): Promise<{ helpers?: readonly string[] }> {
  if (!asked || !isUnsure(text, answer)) return {};
  return { helpers: (await readSettings(read, communityId)).helperRoles };
}
