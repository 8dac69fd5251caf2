/** What OpenAI's protocol takes, as strict schemas: a field that a server might ignore is a mistake of whoever sent it. */
import { z } from 'zod';

const modelName = z.string().min(1);

const message = z.strictObject({ role: z.enum(['system', 'user', 'assistant']), content: z.string() });

const chatFields = {
  model: modelName,
  messages: z.array(message).min(1),
  stream: z.literal(true, { error: 'an answer that is not streamed is cut after five minutes' }),
  stream_options: z.strictObject({ include_usage: z.literal(true) }),
  max_tokens: z.int().positive(),
  temperature: z.number().min(0).max(2),
  top_p: z.number().gt(0).max(1),
};

/** What vLLM, llama.cpp and LM Studio take, each ignoring what is another's. */
export const chatBody = z.strictObject({
  ...chatFields,
  repeat_penalty: z.number().positive().optional(),
  repetition_penalty: z.number().positive().optional(),
});

/** What OpenAI itself takes. */
export const plainChatBody = z.strictObject(chatFields);

export const embeddingsBody = z.strictObject({
  model: modelName,
  input: z.array(z.string().min(1)).min(1).max(2048),
  encoding_format: z.literal('float'),
});

export type ChatBody = z.infer<typeof chatBody>;
