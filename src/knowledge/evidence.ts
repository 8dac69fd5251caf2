import type { Evidence } from './confidence.ts';
import type { Passage } from './library.ts';
import type { DenseScore } from './vectors/fuse.ts';
import type { ContentTerm } from './word-index/rank.ts';
import type { WordFindings } from './word-index/search-words.ts';
import { gramsOf } from './words/grams.ts';
import { stemOf, termsOf } from './words/terms.ts';

/** An answer is made from the first few passages, so it is these that are judged. */
const judged = 5;

/** What speaks for the first passages answering the question; undefined where nothing was found at all. */
export function evidenceOf(
  passages: readonly Passage[],
  { hits, bestPossible, content, entryCount }: WordFindings,
  near: readonly DenseScore[] | undefined,
  read: PassageReader = readPassage,
): Evidence | undefined {
  const first = passages.slice(0, judged);
  if (first.length === 0) return undefined;
  const scores = new Map(hits.map((hit) => [hit.id, hit]));
  const best = (of: 'score' | 'contentScore') =>
    first.reduce((most, { entryId }) => Math.max(most, scores.get(entryId)?.[of] ?? 0), 0);
  const unheardOf = content.filter(({ isHeardOf }) => !isHeardOf);
  return {
    coverage: Math.max(...first.map((passage) => coverageOf(read(passage), content))),
    fit: bestPossible > 0 ? best('contentScore') / bestPossible : 0,
    unheardOf: content.length > 0 ? raritySum(unheardOf) / raritySum(content) : 1,
    strength: Math.max(weakest, Math.log(best('score') / Math.log(1 + Math.max(1, entryCount)))),
    nearness: nearnessOf(first, near ?? []),
  };
}

const weakest = -3;

/** A passage as its words are looked for in it. */
interface ReadPassage {
  terms: ReadonlySet<string>;
  /** Most passages are judged by their words alone. */
  grams: () => ReadonlySet<string>;
}

type PassageReader = (passage: Passage) => ReadPassage;

/** What is asked about often is found often: an entry's text never changes, so the last ones that were read are kept. */
export function createPassageReader(most = 128): PassageReader {
  const known = new Map<string, ReadPassage>();
  return (passage) => {
    const read = known.get(passage.entryId) ?? readPassage(passage);
    known.delete(passage.entryId);
    known.set(passage.entryId, read); // the last used stand last
    for (const id of known.keys()) {
      if (known.size <= most) break;
      known.delete(id);
    }
    return read;
  };
}

function readPassage({ title, text }: Passage): ReadPassage {
  const { words, exact, runs } = termsOf(`${title}\n${text}`);
  let grams: Set<string> | undefined;
  return {
    terms: new Set([...words.map(stemOf), ...exact]),
    grams() {
      grams ??= new Set([...words, ...runs].flatMap(gramsOf));
      return grams;
    },
  };
}

/** The share of the question that a passage speaks of: its words as they are, inflected, compounded or misspelt. */
function coverageOf({ terms, grams }: ReadPassage, content: readonly ContentTerm[]): number {
  const likeness = ({ term, word }: ContentTerm): number => {
    if (terms.has(term)) return 1;
    const own = term === word && word.startsWith('=') ? [] : gramsOf(word);
    const share = own.filter((gram) => grams().has(gram)).length / Math.max(1, own.length);
    return share >= likeEnough ? share : 0;
  };
  const covered = content.reduce((sum, term) => sum + term.rarity * likeness(term), 0);
  return covered / Math.max(Number.EPSILON, raritySum(content));
}

const likeEnough = 0.5;

function raritySum(terms: readonly ContentTerm[]): number {
  return terms.reduce((sum, { rarity }) => sum + rarity, 0);
}

/** Far enough behind the nearest that it is about something else. */
const elsewhere = 20;

/** Embedding models differ in what cosine means "alike", but not in that what fits stands out from what does not. */
function nearnessOf(passages: readonly Passage[], near: readonly DenseScore[]): number {
  const background = near[Math.min(elsewhere, near.length - 1)]?.cosine ?? 1;
  const cosines = new Map(near.map(({ id, cosine }) => [id, cosine]));
  const nearest = passages.reduce((most, { entryId }) => Math.max(most, cosines.get(entryId) ?? -1), -1);
  return background >= 1 ? 0 : Math.min(1, Math.max(0, (nearest - background) / (1 - background)));
}
