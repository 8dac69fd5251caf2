/** POST /v1/chat/completions: server-sent events, as vLLM sends them. */
import type { ServerResponse } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import type { Fate } from './faults.ts';
import type { ChatBody } from './requests.ts';

/** The pieces of an answer; one piece is one token. */
export type Answer = (request: ChatBody) => (string | { thinking: string })[];

/** Resolves with how it ended: `cancelled` where the client went away first. */
export async function streamChat(
  request: ChatBody,
  answer: Answer,
  fate: Fate,
  response: ServerResponse,
): Promise<'whole' | 'broken' | 'cancelled'> {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.flushHeaders();
  const send = (event: object) => response.write(`data: ${JSON.stringify(event)}\n\n`);
  const chunk = (delta: object, finish: string | null = null) =>
    send({
      id: 'chat-1',
      object: 'chat.completion.chunk',
      model: request.model,
      choices: [{ index: 0, delta, finish_reason: finish }],
    });

  const pieces = answer(request);
  const generated = pieces.slice(0, request.max_tokens);
  try {
    for (const [sent, piece] of [...generated, undefined].entries()) {
      if (fate.gate?.afterPieces === sent) await fate.gate.passage.pass(gone.signal);
      gone.signal.throwIfAborted();
      if (fate.break?.afterPieces === sent) return breakOff(fate.break.kind, response);
      if (piece === undefined) break;
      if (sent === 0) chunk({ role: 'assistant', content: '' });
      chunk(typeof piece === 'string' ? { content: piece } : { reasoning_content: piece.thinking });
      response.write(': still here\n\n');
      await setImmediate();
    }
    chunk({}, pieces.length > request.max_tokens ? 'length' : 'stop');
    const usage = { prompt_tokens: request.messages.length, completion_tokens: generated.length };
    send({ id: 'chat-1', object: 'chat.completion.chunk', model: request.model, choices: [], usage });
    response.end('data: [DONE]\n\n');
    return 'whole';
  } catch (error) {
    if (gone.signal.aborted) return 'cancelled';
    throw error;
  }
}

function breakOff(kind: NonNullable<Fate['break']>['kind'], response: ServerResponse): 'broken' {
  switch (kind) {
    case 'cut':
      response.destroy();
      break;
    case 'end':
      response.end();
      break;
    case 'fail':
      response.end(`data: ${JSON.stringify({ error: { message: 'EngineCore died', type: 'x', code: 500 } })}\n\n`);
      break;
    case 'malformed':
      response.write('data: {"choices": [\n\n');
      response.end('data: [DONE]\n\n');
  }
  return 'broken';
}
