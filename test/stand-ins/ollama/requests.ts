/**
 * What Ollama's API takes, as strict schemas. Ollama itself drops fields that it does not know; this stand-in refuses
 * them, because a field that the real one ignores is a mistake of whoever sent it.
 */
import { z } from 'zod';

/** Options of a generation or of a runner; the old names (mirostat, tfs_z, low_vram …) are gone from Ollama. */
const modelOptions = z.strictObject({
  num_ctx: z.int().positive().optional(),
  num_predict: z.int().optional(),
  num_keep: z.int().optional(),
  num_batch: z.int().positive().optional(),
  num_gpu: z.int().optional(),
  num_thread: z.int().optional(),
  main_gpu: z.int().optional(),
  use_mmap: z.boolean().optional(),
  seed: z.int().optional(),
  temperature: z.number().nonnegative().optional(),
  top_k: z.int().optional(),
  top_p: z.number().optional(),
  min_p: z.number().optional(),
  typical_p: z.number().optional(),
  repeat_last_n: z.int().optional(),
  repeat_penalty: z.number().optional(),
  presence_penalty: z.number().optional(),
  frequency_penalty: z.number().optional(),
  stop: z.array(z.string()).optional(),
});

const modelName = z.string().min(1);
const keepAlive = z.union([z.string(), z.number()]).optional();

/** Ollama answers as a stream unless told otherwise; a caller that leaves it open has not decided what it will read. */
const stream = z.boolean({ error: 'say whether to stream' });

/** Ollama decodes them before it looks at anything else: what is not base64 makes the whole request unreadable. */
const images = z.array(z.base64({ error: 'illegal base64 data' }).min(1));

const message = z.strictObject({
  role: z.enum(['system', 'user', 'assistant']),
  content: z.string(),
  thinking: z.string().optional(),
  images: images.optional(),
});

export const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/, 'invalid digest format');

export const nothing = z.undefined({ error: 'takes no body' });

export const chatBody = z.strictObject({
  model: modelName,
  messages: z.array(message),
  stream,
  think: z.union([z.boolean(), z.enum(['low', 'medium', 'high'])]).optional(),
  format: z.union([z.literal('json'), z.record(z.string(), z.unknown())]).optional(),
  keep_alive: keepAlive,
  /** Without num_ctx Ollama picks a length by the host's memory, and cuts prompts that exceed it without a word. */
  options: modelOptions.required({ num_ctx: true }),
  /** False refuses a prompt that exceeds num_ctx; by default its oldest messages are dropped. */
  truncate: z.boolean().optional(),
  /** False ends an answer that fills num_ctx; by default the beginning of the prompt is pushed out. */
  shift: z.boolean().optional(),
});

export const embedBody = z.strictObject({
  model: modelName,
  input: z.union([z.string(), z.array(z.string())]),
  truncate: z.boolean().optional(),
  dimensions: z.int().positive().optional(),
  keep_alive: keepAlive,
  options: modelOptions.optional(),
});

export const showBody = z.strictObject({ model: modelName, verbose: z.boolean().optional() });
export const copyBody = z.strictObject({ source: modelName, destination: modelName });
export const deleteBody = z.preprocess(withModel, z.strictObject({ model: modelName }));
export const pullBody = z.preprocess(
  withModel,
  z.strictObject({ model: modelName, stream, insecure: z.boolean().optional() }),
);

export const createBody = z.strictObject({
  model: modelName,
  stream,
  from: modelName.optional(),
  files: z.record(z.string(), digest).optional(),
  adapters: z.record(z.string(), digest).optional(),
  template: z.string().min(1).optional(),
  /** An empty system or list of messages would be ignored: neither can be cleared once a base has it. */
  system: z.string().min(1).optional(),
  messages: z.array(message).min(1).optional(),
  parameters: modelOptions.optional(),
  license: z.union([z.string(), z.array(z.string())]).optional(),
  quantize: z.enum(['q8_0', 'q4_K_S', 'q4_K_M']).optional(),
});

export type ModelOptions = z.infer<typeof modelOptions>;
export type ChatMessage = z.infer<typeof message>;
export type ChatBody = z.infer<typeof chatBody>;
export type EmbedBody = z.infer<typeof embedBody>;
export type PullBody = z.infer<typeof pullBody>;
export type CreateBody = z.infer<typeof createBody>;

/** `name` is the old word for `model`; the npm client still sends it to /api/pull and /api/delete. */
function withModel(json: unknown): unknown {
  if (typeof json !== 'object' || json === null || !('name' in json) || 'model' in json) return json;
  const { name, ...rest } = json;
  return { ...rest, model: name };
}

/** One line for all that is wrong: `options.num_ctxx: Unrecognized key; stream: say whether to stream`. */
export function whatIsWrong(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => [...path, message].join(': ')).join('; ');
}
