import type { Cancellation } from '../../../bot/index.ts';

/** What a reply says before it has something to say. */
export const thinkingText = '-# Looking that up …';

export function placeText(place: number): string {
  if (place === 0) return thinkingText;
  return `-# ${place} ${place === 1 ? 'question is' : 'questions are'} ahead of yours …`;
}

/** What stands where no answer will; nothing where nothing is to be left. */
export const cancelledText: Partial<Record<Cancellation, string>> = {
  stopped: '-# Stopped.',
  drafted: '-# A moderator looks at my answer first.',
};
