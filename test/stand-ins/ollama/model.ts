/** A model as a host has it: what /api/tags, /api/ps and /api/show tell, and how it behaves. */
import { createHash } from 'node:crypto';
import type { ChatMessage, ModelOptions } from './requests.ts';

/** A model as a test describes it; only the name is needed. */
export interface StandInModel {
  /** Without a tag it means `:latest`. */
  name: string;
  /** Thinks before it answers, unless the request says `think: false`. */
  thinks?: boolean;
  /** Looks at pictures. */
  sees?: boolean;
  /** The length of its vectors; a model that has this embeds and does not chat. */
  dimensions?: number;
  /** The architecture, such as `llama` or `qwen3`. */
  family?: string;
  /** The longest context it was trained for, in tokens. */
  contextLength?: number;
  parameterSize?: string;
  quantization?: string;
  /** On disk. */
  bytes?: number;
  system?: string;
  /** Few-shot messages, which come before those of a request. */
  messages?: ChatMessage[];
  parameters?: ModelOptions;
  template?: string;
  license?: string;
}

export interface Model {
  name: string;
  /** Names the weights alone: models made from the same base share them, and one runner serves them all. */
  weights: string;
  thinks: boolean;
  sees: boolean;
  dimensions: number | undefined;
  family: string;
  contextLength: number;
  parameterSize: string;
  quantization: string;
  bytes: number;
  system: string;
  messages: ChatMessage[];
  parameters: ModelOptions;
  template: string;
  license: string;
  modifiedAt: Date;
}

export function describe(model: StandInModel, weights = sha256(`weights of ${model.name}`)): Model {
  const embeds = model.dimensions !== undefined;
  return {
    thinks: false,
    sees: false,
    dimensions: undefined,
    family: embeds ? 'bert' : 'llama',
    contextLength: embeds ? 2048 : 32_768,
    parameterSize: embeds ? '137M' : '8.0B',
    quantization: embeds ? 'F16' : 'Q4_K_M',
    bytes: embeds ? 274_302_450 : 4_920_753_328,
    system: '',
    messages: [],
    parameters: {},
    template: '{{ .Prompt }}',
    license: '',
    ...model,
    name: fullName(model.name),
    weights,
    modifiedAt: new Date(),
  };
}

/** Names without a tag mean `:latest`. */
export function fullName(name: string): string {
  return /:[^/]*$/.test(name) ? name : `${name}:latest`;
}

/** The same for a copy, and another one as soon as anything but the name differs. */
export function manifestDigest({ name: _name, modifiedAt: _modifiedAt, ...content }: Model): string {
  return sha256(JSON.stringify(content));
}

export function capabilities(model: Model): string[] {
  if (model.dimensions !== undefined) return ['embedding'];
  return ['completion', ...(model.sees ? ['vision'] : []), ...(model.thinks ? ['thinking'] : [])];
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
