import { type Rows, readVoices, type Voiced, type VotedAnswer } from '../../store/index.ts';
import { type StandingRules, type Tally, tally } from './standing.ts';

const defaultQuorum = 2;

/** What members say now of an answer's text: of the entry that it quotes, where it is a quote. */
export async function sayOf(rows: Rows, answer: VotedAnswer, rules: Omit<StandingRules, 'quorum'>): Promise<Tally> {
  return tally(await readVoices(rows, voicedBy(answer)), { ...rules, quorum: answer.quorum ?? defaultQuorum });
}

/** What the votes on an answer count for: the answer that its entry was learned from, what people wrote, or itself. */
export function voicedBy({ id, manner, entry }: VotedAnswer): Voiced {
  const quotes = manner === 'quoted' ? entry : undefined;
  return quotes && quotes.madeFromId === null ? { entryId: quotes.id } : { madeFromId: quotes?.madeFromId ?? id };
}
