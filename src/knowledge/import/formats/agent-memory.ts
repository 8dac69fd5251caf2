/**
 * What an earlier agent remembered: `conversation_history` and `approval_history` in one JSON file. What people
 * approved or denied becomes an entry with that standing; talk that nobody judged does not.
 */
import type { Found, Place } from '../draft.ts';
import { foldQuestion, keyOfQuestion } from '../keys.ts';
import { malformed } from '../malformed.ts';
import type { Reading, SourceFile } from '../source-file.ts';
import type { ReadOptions } from './format.ts';
import { objectRows, readJsonText } from './json.ts';
import { afterSpace } from './json-fault.ts';
import { checkEnd, checkSpan, type JsonText, membersOf } from './json-scan.ts';
import { turnOf } from './read-object.ts';
import { objectOf } from './read-objects.ts';
import { longestRowChars, nameOfValue, refuse, refuseLong } from './read-row.ts';
import { usesStars, type Verdict, verdictOf } from './verdict.ts';

interface Conversation {
  question: string;
  answer: string;
  verdict?: Verdict;
  at: Place;
}

interface Item {
  fields: ReadonlyMap<string, unknown>;
  at: Place;
}

export async function* readAgentMemory(
  file: SourceFile,
  _options: ReadOptions,
  reading: Reading,
): AsyncGenerator<Found> {
  const json = await readJsonText(file, reading);
  const histories = findHistories(json, reading.signal);
  const isStars = usesStars([...histories.conversations, ...histories.approvals].map(({ fields }) => fields));
  const talks = readConversations(histories.conversations, isStars);
  const refusals = judge(histories.approvals, talks, isStars);
  yield* refusals;
  for (const conversation of talks.all) {
    if (conversation.verdict === undefined) reading.notes.add('no-verdict', conversation.at.file);
    else yield draftOf(conversation, conversation.verdict);
  }
}

function findHistories(json: JsonText, signal: AbortSignal): { conversations: Item[]; approvals: Item[] } {
  const start = afterSpace(json.text, 0);
  if (json.text.charAt(start) !== '{') throw notMemory(json, 'something else');
  checkEnd(json, start);
  const found = new Map<string, Item[]>();
  for (const member of membersOf(json, start)) {
    const isHistory = member.name === 'conversation_history' || member.name === 'approval_history';
    if (!isHistory) checkSpan(json, member);
    else if (json.text.charAt(member.start) === '[') found.set(member.name, itemsOf(json, member.start, signal));
    else throw notMemory(json, `${member.name} that is no list`);
  }
  if (found.size === 0) throw notMemory(json, 'neither');
  return {
    conversations: found.get('conversation_history') ?? [],
    approvals: found.get('approval_history') ?? [],
  };
}

function itemsOf(json: JsonText, start: number, signal: AbortSignal): Item[] {
  return [...objectRows(json, start, signal)].map(({ value, at }) => {
    const object = objectOf(value);
    if (!object) throw malformed(at, `found ${nameOfValue(value)}, expected an object`);
    return { fields: new Map(Object.entries(object)), at };
  });
}

function notMemory(json: JsonText, found: string) {
  return malformed(
    { file: json.file, line: 1 },
    `found ${found}, expected an object with the lists conversation_history or approval_history`,
  );
}

interface Talks {
  all: Conversation[];
  find(fields: ReadonlyMap<string, unknown>): Conversation | undefined;
  add(conversation: Conversation): void;
}

/** Pairs, or turns of which an answer belongs to the question before it. */
function readConversations(items: readonly Item[], isStars: boolean): Talks {
  const all: Conversation[] = [];
  const byIndex = new Map<number, Conversation>();
  const byId = new Map<string, Conversation>();
  const byWords = new Map<string, Conversation>();
  let asked: { text: string; item: Item; index: number } | undefined;
  for (const [index, item] of items.entries()) {
    const pair = pairIn(item.fields);
    const turn = pair ? undefined : turnOf(Object.fromEntries(item.fields));
    if (turn?.speaker === 'user') asked = { text: turn.text, item, index };
    const answers = asked && turn?.speaker === 'assistant' ? { question: asked.text, answer: turn.text } : undefined;
    const talk = pair ?? answers;
    if (!talk) continue;
    const verdict = verdictOf(item.fields, isStars);
    const conversation = { ...talk, ...(verdict && { verdict }), at: (answers && asked ? asked.item : item).at };
    add(conversation);
    keep(conversation, index, item.fields);
    if (answers && asked) keep(conversation, asked.index, asked.item.fields);
    asked = undefined;
  }
  return { all, find, add };

  function add(conversation: Conversation) {
    all.push(conversation);
    byWords.set(wordsKey(conversation.question, conversation.answer), conversation);
    byWords.set(wordsKey(conversation.question), conversation);
  }

  function keep(conversation: Conversation, index: number, fields: ReadonlyMap<string, unknown>) {
    byIndex.set(index, conversation);
    for (const name of idNames) {
      const id = fields.get(name);
      if (typeof id === 'string' || typeof id === 'number') byId.set(String(id), conversation);
    }
  }

  /** The conversation that an approval speaks of, by its words, its id or its index. Its `id` may well be its own. */
  function find(fields: ReadonlyMap<string, unknown>): Conversation | undefined {
    const pair = pairIn(fields);
    if (pair) return byWords.get(wordsKey(pair.question, pair.answer));
    const ofId = (name: string) => byId.get(String(fields.get(name) ?? ''));
    const ofIndex = (name: string) => byIndex.get(Number(fields.get(name) ?? Number.NaN));
    const found = firstOf(referringNames, ofId) ?? firstOf(indexNames, ofIndex) ?? ofId('id');
    if (found) return found;
    const question = wordsIn(fields, questionNames);
    return question === undefined ? undefined : byWords.get(wordsKey(question));
  }
}

/** Gives conversations their verdicts, the last one winning; says which approvals speak of nothing that is there. */
function judge(approvals: readonly Item[], talks: Talks, isStars: boolean): Found[] {
  const refusals: Found[] = [];
  for (const { fields, at } of approvals) {
    const verdict = verdictOf(fields, isStars);
    const found = talks.find(fields);
    const pair = pairIn(fields);
    if (!verdict) refusals.push(refuse(at, 'incomplete', 'Found no verdict, expected approved: true or false.'));
    else if (found) found.verdict = verdict;
    else if (pair) talks.add({ ...pair, verdict, at });
    else
      refusals.push(refuse(at, 'incomplete', 'Found a verdict on no conversation, expected a question and an answer.'));
  }
  return refusals;
}

function draftOf({ question, answer, at }: Conversation, standing: Verdict): Found {
  const chars = question.length + answer.length;
  if (chars > longestRowChars) return refuseLong(at, chars);
  if (question.trim() === '' || answer.trim() === '')
    return refuse(at, 'empty', 'The question or the answer is empty.');
  const key = keyOfQuestion(question);
  return { draft: { key, kind: 'pair', title: question.trim(), text: answer.trim(), standing, at } };
}

const questionNames = ['question', 'user', 'user_input', 'user_message', 'input', 'prompt', 'query', 'message'];
const answerNames = ['answer', 'response', 'assistant', 'assistant_response', 'output', 'reply', 'completion'];
const referringNames = ['conversation_id', 'conversationId', 'message_id', 'messageId', 'conversation'];
const idNames = ['id', ...referringNames];
const indexNames = ['index', 'conversation_index', 'conversationIndex', 'conversation', 'idx'];

function pairIn(fields: ReadonlyMap<string, unknown>): { question: string; answer: string } | undefined {
  const question = wordsIn(fields, questionNames);
  const answer = wordsIn(fields, answerNames);
  return question === undefined || answer === undefined ? undefined : { question, answer };
}

function wordsIn(fields: ReadonlyMap<string, unknown>, names: readonly string[]): string | undefined {
  return names.map((name) => fields.get(name)).find((value) => typeof value === 'string');
}

function firstOf<Found>(names: readonly string[], look: (name: string) => Found | undefined): Found | undefined {
  for (const name of names) {
    const found = look(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

function wordsKey(question: string, answer?: string): string {
  return JSON.stringify([foldQuestion(question), answer?.trim()]);
}
