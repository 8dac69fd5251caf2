import { type ChatMessage, type Hosts, ModelFailure } from '../models/index.ts';
import { modelChain } from './model-chain.ts';
import type { RoleBook } from './roles.ts';

export interface Said {
  text: string;
  model: string;
}

/** More than that is no short answer, whatever it says. */
const mostChars = 4000;

/**
 * Asks a model something of Quorum's own, for which nobody waits. Undefined where no model can be reached, or it breaks off: what it
 * was asked for is done without, or another time.
 */
export async function say(
  {
    hosts,
    roles: book,
    singleModelHosts,
  }: {
    hosts: Pick<Hosts, 'chat' | 'available'>;
    roles: RoleBook;
    singleModelHosts: ReadonlySet<string>;
  },
  { messages, answerTokens }: { messages: ChatMessage[]; answerTokens: number },
  signal: AbortSignal,
): Promise<Said | undefined> {
  const available = await hosts.available(signal);
  const [first] = modelChain({ role: 'expert', book, available, singleModelHosts });
  if (!first) return undefined;
  const { model, hosts: on } = first;
  const sampling = { temperature: 0.2, topP: 0.9, repeatPenalty: 1.1 };
  const request = { model, hosts: on, messages, sampling, answerTokens, member: 'Quorum itself', onPlace() {} };
  let text = '';
  try {
    for await (const part of hosts.chat(request, signal)) {
      if (part.kind !== 'text') continue;
      text += part.text;
      if (text.length > mostChars) return undefined;
    }
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ModelFailure) return undefined;
    throw error;
  }
  return { text, model };
}
