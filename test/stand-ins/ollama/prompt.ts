/** What a model is really shown of a request: its own SYSTEM and few-shot messages, and only what fits its context. */
import { HostError } from './errors.ts';
import type { Model } from './model.ts';
import type { ChatBody, ChatMessage } from './requests.ts';

export interface Prompt {
  messages: ChatMessage[];
  tokens: number;
  contextTokens: number;
}

export function promptFor(model: Model, request: ChatBody): Prompt {
  const contextTokens = contextFor(model, request.options.num_ctx);
  const messages = withOwn(model, request.messages);
  const tokens = tokensOf(messages);
  if (tokens <= contextTokens) return { messages, tokens, contextTokens };
  if (request.truncate === false) throw new HostError(400, 'the input length exceeds the context length');
  const kept = cutToFit(messages, contextTokens);
  return { messages: kept, tokens: Math.min(tokensOf(kept), contextTokens), contextTokens };
}

/** No model gets a longer context than it was trained for. */
export function contextFor(model: Model, asked: number | undefined): number {
  return Math.min(asked ?? model.contextLength, model.contextLength);
}

/** The model's SYSTEM counts only where the request does not begin with one of its own. */
function withOwn(model: Model, messages: ChatMessage[]): ChatMessage[] {
  const all = [...model.messages, ...messages];
  if (messages[0]?.role === 'system' || model.system === '') return all;
  return [{ role: 'system', content: model.system }, ...all];
}

/** Drops from the front, few-shot messages first, but never a system message and never the last one. */
function cutToFit(messages: ChatMessage[], contextTokens: number): ChatMessage[] {
  for (let start = 0; ; start++) {
    const dropped = messages.slice(0, start);
    const kept = [...dropped.filter(({ role }) => role === 'system'), ...messages.slice(start)];
    if (tokensOf(kept) <= contextTokens || start >= messages.length - 1) return kept;
  }
}

/** A chat template puts a few tokens around every message. */
const templateTokens = 4;

function tokensOf(messages: readonly ChatMessage[]): number {
  return messages.reduce(
    (sum, { content, images = [] }) => sum + countTokens(content) + templateTokens + images.length * imageTokens,
    0,
  );
}

/** What the real one reckons with. */
const imageTokens = 768;

/** Roughly what a tokenizer gives for English. */
export function countTokens(text: string): number {
  return Math.ceil(text.length / charactersPerToken);
}

export const charactersPerToken = 4;
