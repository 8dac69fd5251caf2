/** `enforce_nonce`: within some minutes, the same nonce in the same channel is the same message. */
import type { Channel, Message, World } from '../world/index.ts';

const rememberedMs = 5 * 60_000;

/** The bot's message that was sent with this nonce a short while ago, deleted or not. */
export function sentBefore(world: World, channel: Channel, nonce: string | number): Message | undefined {
  const found = world.byNonce.get(keyOf(channel, nonce));
  return found !== undefined && world.clock.now() - found.sentAtMs <= rememberedMs ? found : undefined;
}

export function rememberNonce(world: World, channel: Channel, message: Message): void {
  if (message.nonce !== undefined) world.byNonce.set(keyOf(channel, message.nonce), message);
}

function keyOf(channel: Channel, nonce: string | number): string {
  return `${channel.id} ${nonce}`;
}
