/** The failures that hosts of both protocols report alike. What differs is how each words them. */
import { ModelFailure } from './model-failure.ts';

/** A refusal as a host sent it. */
export interface Refusal {
  /** The host's shown address. */
  from: string;
  model: string | undefined;
  status: number;
  /** The host's own words. */
  text: string;
}

const memoryWords =
  /out of memory|more (system|gpu|video) memory|insufficient (system )?(memory|resources)|unable to allocate|failed to allocate|cannot allocate|alloc(ation)? failed|resource limitations/i;
const pictureWords =
  /image input|image: unknown format|invalid image|only supports one image|embedding from image|decode image|zero length image/i;
const crashWords = /runner|terminated|segmentation|signal: |cuda error|assert|exited/i;

export function speaksOfMemory(text: string): boolean {
  return memoryWords.test(text);
}

/** True where the process that runs the model has died, whatever killed it. */
function speaksOfCrash(text: string): boolean {
  return crashWords.test(text);
}

/** What a status means whoever sent it; `missing` and what a 4xx or 500 says in words are the protocol's own. */
export function failureOfStatus({ from, model, status, text }: Refusal): ModelFailure {
  const said = quoted(text);
  if (status === 401 || status === 403)
    return new ModelFailure('refused', `${from} refused the request (${status}): ${said}`, {
      remedy: 'Put the key that this host wants into the configuration.',
    });
  if (status === 429 || status === 503)
    return new ModelFailure('busy', `${from} is busy (${status}): ${said}`, {
      remedy: 'Wait, add a host, or let this host take more requests.',
      memberText: 'Too many questions are waiting right now. Please ask again in a minute.',
    });
  if (status === 502 || status === 504)
    return new ModelFailure('unreachable', `What answers at ${from} cannot reach its model server (${status}).`, {
      remedy: 'Check the model server behind that proxy.',
    });
  // A picture that cannot be looked at reads like a dead runner, and nothing is wrong with the model.
  if (status >= 500 && pictureWords.test(text)) return noPictures(from, text);
  // 501 is Ollama’s way to say that a model cannot embed.
  if (status >= 500 && status !== 501 && model !== undefined) return outOfMemory(from, model, text);
  if ((status >= 400 && status < 500) || status === 501)
    return new ModelFailure('bad-request', `${from} declined the request (${status}): ${said}`);
  return new ModelFailure('broken', `${from} answered with status ${status}: ${said}`);
}

function noPictures(from: string, text: string): ModelFailure {
  return new ModelFailure('bad-request', `${from} cannot look at a picture: ${quoted(text)}`);
}

export function outOfMemory(from: string, model: string, text: string): ModelFailure {
  const what = speaksOfMemory(text) ? `has not enough memory for ${model}` : `failed while running ${model}`;
  return new ModelFailure('out-of-memory', `${from} ${what}: ${quoted(text)}`, {
    remedy: 'Use a smaller model or a shorter context (`contextTokens`), or let the host hold fewer models.',
    memberText: 'The model does not fit into memory right now.',
  });
}

/** An error that a host reported in the middle of its stream. */
export function brokenOff(from: string, model: string, text: string): ModelFailure {
  if (pictureWords.test(text)) return noPictures(from, text);
  if (speaksOfMemory(text) || speaksOfCrash(text)) return outOfMemory(from, model, text);
  return new ModelFailure('cut-off', `${from} stopped in the middle of an answer: ${quoted(text)}`, {
    remedy: 'Look at that host’s own log for why it stopped.',
  });
}

/** A stream that ended as if nothing were wrong, without saying that it was done. */
export function endedEarly(from: string): ModelFailure {
  return new ModelFailure('cut-off', `${from} ended its stream before the answer was done.`, {
    remedy: 'Look at that host’s own log for why it stopped.',
  });
}

export function malformed(from: string, what: string, cause?: unknown): ModelFailure {
  return new ModelFailure('broken', `${from} sent ${what} that its protocol does not allow.`, {
    remedy: 'Check that the address is that of a model server, and of the right kind.',
    cause,
  });
}

/** One short line: a host may repeat the whole prompt in its error, and that is not for the log. */
export function quoted(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 200 ? `${line.slice(0, 200)}…` : line || 'no reason given';
}
