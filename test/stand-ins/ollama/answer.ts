/** What the stand-in says: the pieces a test wants, or a canned sentence. One piece is one token. */
import type { Model } from './model.ts';
import type { ChatBody, ChatMessage } from './requests.ts';

/** Answers a request; `shown` is what the model was really shown of it. A string is streamed word by word. */
export type Answer = (request: ChatBody, shown: ChatMessage[]) => string | Piece[];

export type Piece = string | { thinking: string };

export const cannedAnswer: Answer = () => 'This is a canned answer of the stand-in.';

const cannedThought: Piece[] = ['The ', 'member ', 'asks ', 'something.'].map((thinking) => ({ thinking }));

/** A thinking model thinks first, unless it was told not to; any other model only answers. */
export function piecesOf(answer: string | Piece[], thinks: boolean): Piece[] {
  const pieces = typeof answer === 'string' ? words(answer) : answer;
  if (!thinks) return pieces.filter((piece) => typeof piece === 'string');
  return pieces.some((piece) => typeof piece !== 'string') ? pieces : [...cannedThought, ...pieces];
}

/** A model that thinks does so unless the request says `think: false`; any other cannot be told to. */
export function willThink(model: Model, think: ChatBody['think']): boolean {
  return model.thinks && think !== false;
}

function words(text: string): string[] {
  return text.split(/(?<=\s)(?=\S)/).filter((word) => word !== '');
}
