/** `enforce_nonce`: within some minutes the same nonce is the same message, whatever channel it is sent to. */
import type { Message, World } from '../world/index.ts';

const rememberedMs = 5 * 60_000;

/** The bot's message that was sent with this nonce a short while ago, deleted or not. */
export function sentBefore(world: World, nonce: string | number): Message | undefined {
  const found = world.byNonce.get(String(nonce));
  return found !== undefined && world.clock.now() - found.sentAtMs <= rememberedMs ? found : undefined;
}

export function rememberNonce(world: World, message: Message): void {
  if (message.nonce !== undefined) world.byNonce.set(String(message.nonce), message);
}
