import type { Pace } from '../store/index.ts';
import type { Refusal } from './platform.ts';

export interface Limits {
  questionChars: number;
  questionsPerMinutePerMember: number;
  questionsPerMinutePerRoom: number;
  /** Questions of one member that may be waiting or being answered at the same time. */
  waitingPerMember: number;
}

/** What is refused by its text alone, before anything is stored. */
export function refuseText(text: string, { questionChars }: Limits): Refusal | undefined {
  if (text.trim() === '')
    return { code: 'empty', sentence: 'There is no question in this message. What would you like to know?' };
  const length = [...text].length;
  if (length <= questionChars) return undefined;
  const sentence = `Your question has ${length} characters; I read up to ${questionChars}. Please ask it in fewer words.`;
  return { code: 'too-long', sentence };
}

/** What is refused because too much has been asked lately; counted over stored questions, so that every instance counts alike. */
export function refusePace({ ofMember, inRoom, waiting }: Pace, now: Date, limits: Limits): Refusal | undefined {
  if (waiting >= limits.waitingPerMember) {
    const which = waiting === 1 ? 'your last question' : `${waiting} of your questions`;
    const sentence = `I am still working on ${which}. Please let me answer first.`;
    return { code: 'too-many', sentence };
  }
  const ofMemberLeft = secondsUntil(ofMember, limits.questionsPerMinutePerMember, now);
  const inRoomLeft = secondsUntil(inRoom, limits.questionsPerMinutePerRoom, now);
  const secondsLeft = Math.max(ofMemberLeft, inRoomLeft);
  if (secondsLeft === 0) return undefined;
  const whose = ofMemberLeft >= inRoomLeft ? 'You have' : 'This room has';
  const sentence = `${whose} asked a lot in the last minute. Please ask again in ${secondsLeft} ${secondsLeft === 1 ? 'second' : 'seconds'}.`;
  return { code: 'too-many', sentence };
}

/** How far back pace is looked at. */
export const minute = 60_000;

/** Seconds until one more fits under the limit; 0 when it fits now. */
function secondsUntil(asked: readonly Date[], most: number, now: Date): number {
  const leaving = asked[asked.length - most];
  return leaving ? Math.max(1, Math.ceil((leaving.getTime() + minute - now.getTime()) / 1000)) : 0;
}
