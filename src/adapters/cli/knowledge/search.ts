import { confidenceWords, shortId, signOf } from '../../../bot/index.ts';
import type { Findings, Passage } from '../../../knowledge/index.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Io, OpenKnowledge } from '../quorum.ts';
import { untilInterrupted } from '../until-interrupted.ts';
import { harmless, shorten } from '../words.ts';
import { findRoom } from './find-room.ts';
import { print } from './print.ts';

export interface SearchOptions {
  limit: number;
  room?: string;
  json?: boolean;
}

/** `quorum knowledge search`: what would be found for a question, and whether it would be taken for an answer. */
export async function searchKnowledge(
  knowledge: OpenKnowledge,
  io: Io,
  question: string,
  { limit, room, json }: SearchOptions,
): Promise<number> {
  return untilInterrupted(io, async (interrupted) => {
    const { communityId } = knowledge;
    const roomId = (await findRoom(knowledge, room)) ?? null;
    const query = { communityId, roomId, question, limit };
    const findings = await knowledge.library.search(query, interrupted);
    const { passages, confidence, isKnown: known } = findings;
    print(io, json, { confidence, known, passages }, () => describeFindings(findings));
    return passages.length > 0 ? exitCodes.done : exitCodes.noAnswer;
  });
}

export function describeFindings({ passages, ...sureness }: Sure & Pick<Findings, 'passages'>): string {
  if (passages.length === 0) return 'Nothing known speaks of that: it would be declined.';
  const best = passages[0]?.score || 1;
  const found = passages.map((passage, index) => describePassage(passage, index + 1, passage.score / best));
  return [...found, confidenceWords(sureness)].join('\n\n');
}

type Sure = Pick<Findings, 'confidence' | 'isKnown'>;

/** The share is of the best passage's score: how far behind it this one is. */
function describePassage({ entryId, title, text, url, ...judged }: Passage, number: number, share: number): string {
  const mark = signOf(judged);
  const lines = [
    `[${number}] ${mark}${shorten(harmless(title), 90)} · ${Math.round(share * 100)} % · ${shortId(entryId)}`,
  ];
  if (url) lines.push(`    ${harmless(url)}`);
  return [...lines, ...excerptOf(harmless(text)).map((line) => `    ${line}`)].join('\n');
}

const excerptWidth = 100;

/** The beginning of a text on two lines, broken between words where there are any. */
export function excerptOf(text: string): string[] {
  const start = shorten(text, 2 * excerptWidth - 10);
  if ([...start].length <= excerptWidth) return [start];
  const first = [...start].slice(0, excerptWidth).join('');
  const space = first.lastIndexOf(' ');
  const cut = space > excerptWidth / 2 ? space : first.length;
  return [start.slice(0, cut), start.slice(cut).trimStart()];
}
