/** What an answer wears: by how it was made, and by how it stands now. Kept nowhere, so that it is never out of date. */
import type { Label } from '../answering/index.ts';
import type { Standing } from '../store/index.ts';

export interface MadeAndJudged {
  /** As it was made. */
  label: Label | null;
  standing: Standing;
  isVerified: boolean;
}

/** Its label; what says that nothing is known has none. A quote whose entry nobody vouches for any more still comes from a source. */
export function wornLabel({ label, standing, isVerified }: MadeAndJudged): Label | null {
  if (label === null) return null;
  if (isVerified) return 'verified';
  if (standing === 'approved') return 'approved';
  return label === 'verified' ? 'fromSources' : label;
}

/** What can be seen of it, as one word: its label, or that it is denied. */
export function lookOf(answer: MadeAndJudged): Label | 'denied' | null {
  return answer.standing === 'denied' ? 'denied' : wornLabel(answer);
}
