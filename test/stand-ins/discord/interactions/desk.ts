/** Where interactions are made and answered. Who may make which is asked before. */
import { randomBytes } from 'node:crypto';
import { type InteractionsPort, unknown } from '../rest/index.ts';
import type { Channel, User, World } from '../world/index.ts';
import { answerFirst } from './answers.ts';
import { checkFirst } from './deadlines.ts';
import { type Cause, type Interaction, originalOf } from './interaction.ts';
import { createOutcomes, type Outcomes } from './outcomes.ts';
import { interactionPayload } from './payload.ts';
import { createWebhook } from './webhook.ts';

export interface Desk {
  readonly world: World;
  /** What REST asks of it. */
  readonly port: InteractionsPort;
  readonly outcomes: Pick<Outcomes, 'of' | 'changed'>;
  /** Makes an interaction, and tells the gateway of it. */
  open(made: Made): Interaction;
}

export interface Made {
  user: User;
  channel: Channel;
  cause: Cause;
  /** As INTERACTION_CREATE has it under that name. */
  data: object;
}

export function createDesk(world: World): Desk {
  const byToken = new Map<string, Interaction>();
  const outcomes = createOutcomes(world.clock);

  return {
    world,
    outcomes,
    open({ user, channel, cause, data }) {
      const interaction: Interaction = {
        id: world.snowflake(),
        token: randomBytes(24).toString('base64url'),
        user,
        channel,
        cause,
        madeAtMs: world.clock.now(),
        answer: { kind: 'none' },
        followUpIds: new Set(),
      };
      byToken.set(interaction.token, interaction);
      const d = interactionPayload(world, interaction, data);
      const { guildId } = channel;
      // No channel is named: an application hears of what is done with it even where it does not see.
      world.publish({ t: 'INTERACTION_CREATE', d, intents: 0, userId: user.id, ...(guildId && { guildId }) });
      return interaction;
    },
    port: {
      callback(id, token, body, uploads) {
        const interaction = byToken.get(token);
        if (interaction === undefined || interaction.id !== id) throw unknown('Interaction');
        checkFirst(interaction, world.clock);
        if (!world.channels.has(interaction.channel.id)) throw unknown('Channel');
        const { type, answer } = answerFirst(world, interaction, { body, uploads });
        outcomes.settle(interaction, answer);
        const { channel, cause } = interaction;
        const about = { id, type: cause.type, channelId: channel.id, guildId: channel.guildId };
        return { interaction: about, type, message: originalOf(interaction) };
      },
      ...createWebhook({ world, outcomes, find: (token) => byToken.get(token) }),
    },
  };
}
