/** One streamed answer of OpenAI's protocol, from its events to our parts. */
import { z } from 'zod';
import type { ModelFailure } from './model-failure.ts';
import { errorTextIn } from './openai-refusals.ts';
import type { ChatPart } from './provider.ts';
import { endedEarly, malformed } from './refusals.ts';
import { sseData } from './sse.ts';

const chunk = z.object({
  choices: z.array(
    z.object({
      delta: z
        .object({
          content: z.string().nullish(),
          // vLLM and llama.cpp say the first, LM Studio and newer vLLM the second.
          reasoning_content: z.string().nullish(),
          reasoning: z.string().nullish(),
        })
        .nullish(),
      finish_reason: z.string().nullish(),
    }),
  ),
  usage: z.object({ prompt_tokens: z.number().nullish(), completion_tokens: z.number().nullish() }).nullish(),
});
type Chunk = z.infer<typeof chunk>;

/** It is done when the host has said why it stopped, or `[DONE]`; a stream that ends before was cut off. */
export async function* openAiParts(
  body: AsyncIterable<Uint8Array>,
  from: string,
  reported: (text: string) => ModelFailure,
): AsyncGenerator<ChatPart> {
  let finish: string | undefined;
  let usage: Chunk['usage'];
  for await (const data of sseData(body, from)) {
    if (data === '[DONE]') {
      finish ??= 'stop';
      break;
    }
    const event = parsedChunk(data, from, reported);
    // The numbers come in an event of their own, after the one that says why it stopped.
    usage = event.usage ?? usage;
    const [choice] = event.choices;
    const thinking = choice?.delta?.reasoning_content ?? choice?.delta?.reasoning;
    if (thinking) yield { kind: 'thinking', text: thinking };
    if (choice?.delta?.content) yield { kind: 'text', text: choice.delta.content };
    finish = choice?.finish_reason ?? finish;
  }
  if (finish === undefined) throw endedEarly(from);
  yield {
    kind: 'done',
    reason: finish === 'length' ? 'length' : 'stop',
    ...(usage?.prompt_tokens != null && { promptTokens: usage.prompt_tokens }),
    ...(usage?.completion_tokens != null && { answerTokens: usage.completion_tokens }),
  };
}

function parsedChunk(data: string, from: string, reported: (text: string) => ModelFailure): Chunk {
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch (error) {
    throw malformed(from, 'an event', error);
  }
  const error = errorTextIn(value);
  if (error !== undefined) throw reported(error);
  const parsed = chunk.safeParse(value);
  if (!parsed.success) throw malformed(from, 'an event', parsed.error);
  return parsed.data;
}
