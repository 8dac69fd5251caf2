import { type Rows, readVoices, type VotedAnswer } from '../../store/index.ts';
import { type StandingRules, type Tally, tally } from './standing.ts';

const defaultQuorum = 2;

/** What members say now of an answer's text: of the entry that it quotes, where it is a quote. */
export async function sayOf(
  rows: Rows,
  { id, manner, entry, quorum }: VotedAnswer,
  rules: Omit<StandingRules, 'quorum'>,
): Promise<Tally> {
  const quotes = manner === 'quoted' ? entry : undefined;
  const of = quotes && quotes.madeFromId === null ? { entryId: quotes.id } : { madeFromId: quotes?.madeFromId ?? id };
  return tally(await readVoices(rows, of), { ...rules, quorum: quorum ?? defaultQuorum });
}
