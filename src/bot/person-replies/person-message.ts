import type { IncomingQuestion } from '../platform.ts';
import type { Voter } from '../votes/weight.ts';

/** A ✅ (1) or ❌ (-1) that a member put under, or took from, what a person wrote. */
export interface PersonMark extends StandingMark {
  platform: string;
  messageId: string;
  isOn: boolean;
}

/** One that stands there. */
export interface StandingMark {
  memberId: string;
  value: 1 | -1;
  voter?: Voter;
  /** Whether its emoji is no mark any more: it stands for what it said before, and says nothing new. */
  isFormer?: true;
}

/** What a person wrote in reply to another's question, as its platform tells of it once somebody marked it. */
export interface PersonMessage extends Pick<IncomingQuestion, 'community' | 'room'> {
  messageId: string;
  memberId: string;
  /** Their name, as others see it. */
  name: string;
  text: string;
  /** Where it is to be read. */
  url?: string;
  question: { messageId: string; memberId: string; text: string };
  /** The marks that stand under it, as far as they are certainly about this text; the one that it is asked for may be among them. */
  standing: readonly StandingMark[];
}
