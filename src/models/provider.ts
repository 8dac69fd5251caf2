/**
 * The port to whatever runs language models: one interface for Ollama, for anything that speaks OpenAI's protocol, and
 * for the memory provider of the tests. A provider speaks to one host and knows nothing of queues, breakers or roles.
 * Every failure it throws is a ModelFailure; an aborted signal ends the work at the host too, and its reason is thrown.
 */
export interface ModelProvider {
  readonly kind: 'ollama' | 'openai' | 'memory';
  /** The version the host reports of itself; the cheapest proof that it is there. */
  version(signal: AbortSignal): Promise<string>;
  /** The models the host has, by the names that `chat` and `embed` take. */
  list(signal: AbortSignal): Promise<InstalledModel[]>;
  /** Streams an answer. The last part is `done`; a stream that ends without it throws `cut-off`. */
  chat(request: ChatRequest, signal: AbortSignal): AsyncIterable<ChatPart>;
  /** One vector of length 1 per text, in the order of the texts. Prefixes and cutting to the context are the caller's. */
  embed(request: EmbedRequest, signal: AbortSignal): Promise<Float32Array[]>;
  /** Fetches a model from the host's own registry. Absent where the host has no such thing. */
  pull?(model: string, signal: AbortSignal): AsyncIterable<PullProgress>;
}

export interface ChatRequest {
  model: string;
  messages: ChatMessage[];
  sampling: Sampling;
  /** The context length to load the model with, in tokens; one per host and base model, never per request. */
  contextTokens: number;
  /** The most tokens to generate. */
  answerTokens: number;
}

export interface ChatMessage {
  role: 'system' | 'user' | 'assistant';
  content: string;
  /** For models that see: their bytes alone, so that no text can pass for a picture, or for the path of one. */
  pictures?: readonly Uint8Array[];
}

export interface Sampling {
  temperature: number;
  topP: number;
  repeatPenalty: number;
}

export type ChatPart =
  | { kind: 'text'; text: string }
  | { kind: 'thinking'; text: string }
  | { kind: 'done'; reason: 'stop' | 'length'; promptTokens?: number; answerTokens?: number; loadMs?: number };

export interface EmbedRequest {
  model: string;
  texts: string[];
}

export interface InstalledModel {
  name: string;
  /** Bytes on disk, where the host says. */
  bytes?: number;
  /** What it is for, as far as the host lets us tell. */
  purpose: 'chat' | 'embedding' | 'unknown';
  /** True where it looks at pictures, as far as the host tells. */
  sees?: boolean;
  /** The longest context it can be loaded with, in tokens, where the host says. */
  longestContext?: number;
  /** Such as `8.2B Q4_K_M`, where the host says. */
  detail?: string;
}

export interface PullProgress {
  /** What is being done, in the host's own words. */
  status: string;
  completedBytes?: number;
  totalBytes?: number;
}
