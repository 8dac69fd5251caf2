/** What each embedding model wants: its own prefixes, and texts no longer than it can read. Hosts see to neither. */

export interface Prefixes {
  question: string;
  document: string;
}

/** A family of models, by what their names hold. Other prefixes need another scheme, so that vectors are made anew. */
interface Family extends Prefixes {
  names: RegExp;
  scheme: string;
}

const searching = 'Represent this sentence for searching relevant passages: ';
const webSearch = 'Instruct: Given a web search query, retrieve relevant passages that answer the query\nQuery: ';

/** The first that fits counts; as their makers describe them. */
const families: readonly Family[] = [
  { names: /nomic-embed/, scheme: 'nomic-1', question: 'search_query: ', document: 'search_document: ' },
  {
    names: /embedding-?gemma/,
    scheme: 'gemma-1',
    question: 'task: search result | query: ',
    document: 'title: none | text: ',
  },
  { names: /qwen3-embedding/, scheme: 'qwen3-1', question: webSearch, document: '' },
  { names: /mxbai-embed/, scheme: 'mxbai-1', question: searching, document: '' },
  // The second generation changed its prefix: `arctic-embed2`, `arctic-embed-l-v2.0`.
  { names: /arctic-embed(2|.*v2)/, scheme: 'arctic2-1', question: 'query: ', document: '' },
  { names: /arctic-embed/, scheme: 'arctic-1', question: searching, document: '' },
  { names: /bge-(small|base|large)-en/, scheme: 'bge-1', question: searching, document: '' },
  // On Ollama these are the English ones.
  { names: /bge-(small|base|large)(:|$)/, scheme: 'bge-1', question: searching, document: '' },
  { names: /e5-[\w.-]*instruct/, scheme: 'e5-instruct-1', question: webSearch, document: '' },
  {
    names: /(^|[/_-])e5-(small|base|large)/,
    scheme: 'e5-1',
    question: 'query: ',
    document: 'passage: ',
  },
];

const plain: Family = { names: /(?:)/, scheme: 'plain-1', question: '', document: '' };

/** The prefixes of a model, by its name; none for one that is not known. */
export function prefixesOf(model: string): Prefixes {
  const { question, document } = familyOf(model);
  return { question, document };
}

/** The model and its prefixes as one name, such as `nomic-embed-text:latest|nomic-1`; only its own vectors compare. */
export function embeddingName(model: string): string {
  // Without a tag, Ollama means `:latest`: both are the same vectors.
  const name = model.includes(':', model.lastIndexOf('/') + 1) ? model : `${model}:latest`;
  return `${name}|${familyOf(model).scheme}`;
}

function familyOf(model: string): Family {
  const name = model.toLowerCase();
  return families.find(({ names }) => names.test(name)) ?? plain;
}

const fewestTokens = 512;
const mostTokens = 8192;
/** Code and most scripts take fewer characters a token than English prose, which has four. */
const charactersPerToken = 3;

/** The most characters that a model is given at once; `longestContext` is what its host says of it, in tokens. */
export function longestInput(longestContext: number | undefined): number {
  return Math.min(Math.max(longestContext ?? fewestTokens, 1), mostTokens) * charactersPerToken;
}

/** A text with its prefix, cut between two words where it is too long; one long word is cut inside. */
export function toInput(prefix: string, text: string, longest: number): string {
  const room = Math.max(1, longest - prefix.length);
  const trimmed = text.trim();
  if (trimmed.length <= room) return prefix + trimmed;
  const cut = trimmed.slice(0, room);
  const isBetweenWords = /\s/.test(trimmed.charAt(room));
  const lastSpace = isBetweenWords ? room : lastSpaceIn(cut);
  // Never half of a character that takes two places.
  return prefix + (lastSpace > room / 2 ? cut.slice(0, lastSpace) : cut).trimEnd().replace(/[\uD800-\uDBFF]$/, '');
}

function lastSpaceIn(text: string): number {
  for (let at = text.length - 1; at >= 0; at--) if (/\s/.test(text.charAt(at))) return at;
  return -1;
}
