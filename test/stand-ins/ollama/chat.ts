/** POST /api/chat. */
import { type Piece, piecesOf, willThink } from './answer.ts';
import { HostError, missing, refusePictures } from './errors.ts';
import type { Host } from './host.ts';
import { contextFor, type Prompt, promptFor } from './prompt.ts';
import type { Reply } from './reply.ts';
import type { ChatBody } from './requests.ts';
import type { Turn } from './runners.ts';

export async function chat(request: ChatBody, reply: Reply, host: Host): Promise<void> {
  const model = host.models.get(request.model);
  if (model === undefined) throw missing(request.model, '/api/chat');
  if (request.think && !model.thinks) throw new HostError(400, `"${request.model}" does not support thinking`);
  if (model.dimensions !== undefined) throw new HostError(400, `"${request.model}" does not support chat`);

  const unload = meansNow(request.keep_alive);
  if (request.messages.length === 0 && unload) {
    host.runners.unload(model);
    return reply.json({ ...message(request, ''), done: true, done_reason: 'unload' });
  }
  const turn = await host.runners.turn(model, contextFor(model, request.options.num_ctx), reply.signal);
  try {
    if (request.messages.length === 0) {
      return await reply.json({ ...message(request, ''), done: true, done_reason: 'load' });
    }
    const images = request.messages.flatMap((one) => one.images ?? []);
    const refusal = images.length > 0 ? refusePictures(images, model.sees) : undefined;
    if (refusal) throw refusal;
    const prompt = promptFor(model, request);
    const pieces = piecesOf(host.answer(request, prompt.messages), willThink(model, request.think));
    await host.generating.track(request, () => generate(request, prompt, pieces, turn, reply));
  } finally {
    turn.end({ unload });
  }
}

async function generate(request: ChatBody, prompt: Prompt, pieces: Piece[], turn: Turn, reply: Reply): Promise<void> {
  const limit = mostTokens(request, prompt);
  const generated = pieces.slice(0, limit);
  for (const piece of generated) {
    const line = typeof piece === 'string' ? message(request, piece) : message(request, '', piece.thinking);
    await reply.piece({ ...line, done: false });
  }
  const whole = request.stream ? message(request, '') : wholeMessage(request, generated);
  await reply.last({
    ...whole,
    done: true,
    done_reason: pieces.length > limit ? 'length' : 'stop',
    ...durations(turn.loadNs, prompt.tokens, generated.length),
  });
}

/** num_predict cuts where it is positive; the context does so only where the request forbids to shift it. */
function mostTokens({ options, shift }: ChatBody, prompt: Prompt): number {
  const asked = options.num_predict !== undefined && options.num_predict > 0 ? options.num_predict : Infinity;
  return shift === false ? Math.min(asked, prompt.contextTokens - prompt.tokens) : asked;
}

function message({ model }: ChatBody, content: string, thinking?: string): object {
  const text = thinking === undefined || thinking === '' ? { content } : { content, thinking };
  return { model, created_at: new Date().toISOString(), message: { role: 'assistant', ...text } };
}

function wholeMessage(request: ChatBody, pieces: Piece[]): object {
  const content = pieces.filter((piece) => typeof piece === 'string').join('');
  const thinking = pieces.map((piece) => (typeof piece === 'string' ? '' : piece.thinking)).join('');
  return message(request, content, thinking);
}

/** In nanoseconds, and the same for the same work; like the real one it leaves out what is zero. */
function durations(loadNs: number, promptTokens: number, answerTokens: number): object {
  const promptNs = promptTokens * 400_000;
  const answerNs = answerTokens * 15_000_000;
  return {
    total_duration: loadNs + promptNs + answerNs,
    ...(loadNs > 0 && { load_duration: loadNs }),
    prompt_eval_count: promptTokens,
    prompt_eval_duration: promptNs,
    eval_count: answerTokens,
    eval_duration: answerNs,
  };
}

function meansNow(keepAlive: ChatBody['keep_alive']): boolean {
  return keepAlive === 0 || keepAlive === '0' || keepAlive === '0s' || keepAlive === '0m';
}
