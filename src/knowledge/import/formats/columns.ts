/** Which column of a table, or field of an object, holds what: by the names that people usually give them. */
import { Failure } from '../../../failure.ts';
import { nearestName } from '../nearest-name.ts';

export type ColumnName = 'question' | 'answer' | 'key' | 'url' | 'category' | 'holdsFor' | 'verified';

export interface Columns extends Partial<Record<ColumnName, string>> {
  kind: 'pair' | 'passage';
}

/** The first of these that is there is taken. Case, spaces, hyphens and underscores do not count. */
const usualNames: Record<ColumnName, readonly string[]> = {
  question: ['question', 'q', 'query', 'prompt', 'instruction', 'userinput', 'user', 'title', 'input'],
  answer: [
    ...['answer', 'a', 'response', 'reply', 'completion', 'output', 'solution', 'assistant'],
    ...['text', 'content', 'body'],
  ],
  key: ['key', 'id', 'uid', 'uuid', 'slug'],
  url: ['url', 'link', 'href', 'source', 'permalink'],
  category: ['category', 'categories', 'tag', 'tags', 'topic', 'topics', 'section'],
  holdsFor: ['holdsfor', 'version', 'release', 'appliesto'],
  verified: ['verified', 'isverified', 'official'],
};
const textNames = ['text', 'content', 'body', 'passage', 'document'];

export function chooseColumns(names: readonly string[], named: ReadNames = {}): Columns {
  const byFolded = new Map(names.toReversed().map((name) => [fold(name), name]));
  const first = (usual: readonly string[]) =>
    usual.map((name) => byFolded.get(name)).find((name) => name !== undefined);
  const columns: Columns = { kind: 'pair' };
  for (const [column, usual] of Object.entries(usualNames)) {
    // Object.entries forgets that the keys of usualNames are ColumnNames.
    const which = column as ColumnName;
    const name = named[which] ?? first(usual);
    if (name !== undefined) columns[which] = name;
  }
  const text = first(textNames);
  const isPassage = text !== undefined && fold(columns.question ?? '') === 'title' && !isElsewhere(columns.answer);
  if (!isPassage || named.question !== undefined || named.answer !== undefined) return columns;
  return { ...columns, kind: 'passage', answer: text };
}

/** The names that someone gave for columns must be there. */
export function checkNamed(names: readonly string[], named: ReadNames, file: string): void {
  for (const [column, name] of Object.entries(named)) {
    if (names.includes(name)) continue;
    const near = nearestName(name, names);
    const there = names.slice(0, 30).map((each) => showName(each));
    throw new Failure('unknown-column', `${file} has no column ${showName(name)} for ${column}.`, {
      remedy: `${near === undefined ? '' : `Did you mean ${showName(near)}? `}There are ${there.join(', ')}.`,
    });
  }
}

export type ReadNames = Partial<Record<ColumnName, string>>;

function showName(name: string): string {
  return JSON.stringify(name.length > 60 ? `${name.slice(0, 60)}…` : name);
}

function fold(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, '');
}

/** An answer in a column that no passage has its text in. */
function isElsewhere(answer: string | undefined): boolean {
  return answer !== undefined && !textNames.includes(fold(answer));
}
