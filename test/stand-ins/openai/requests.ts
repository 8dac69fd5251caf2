/** What OpenAI's protocol takes, as strict schemas: a field that a server might ignore is a mistake of whoever sent it. */
import { z } from 'zod';

const modelName = z.string().min(1);

const text = z.strictObject({ type: z.literal('text'), text: z.string() });
const picture = z.strictObject({
  type: z.literal('image_url'),
  image_url: z.strictObject({ url: z.string().regex(/^data:image\/(png|jpeg|webp|gif);base64,[A-Za-z0-9+/]+={0,2}$/) }),
});

const message = z.strictObject({
  role: z.enum(['system', 'user', 'assistant']),
  content: z.union([z.string(), z.array(z.union([text, picture])).min(1)]),
});

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

/** The pictures of a chat, as base64. */
export function picturesOf({ messages }: ChatBody): string[] {
  const parts = messages.flatMap(({ content }) => (typeof content === 'string' ? [] : content));
  return parts.flatMap((part) => (part.type === 'image_url' ? [part.image_url.url.replace(/^.*,/, '')] : []));
}

/** The text of a message, whatever stands beside it. */
export function textOf({ content }: ChatBody['messages'][number]): string {
  if (typeof content === 'string') return content;
  return content.map((part) => (part.type === 'text' ? part.text : '')).join('');
}
