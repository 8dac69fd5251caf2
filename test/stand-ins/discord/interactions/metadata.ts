/** What a message says of the interaction that it answers. */
import { InteractionType } from 'discord-api-types/v10';
import { type User, userPayload } from '../world/index.ts';
import { hasMetadata, type Interaction, type Metadata, originalOf } from './interaction.ts';

export function metadataOf(interaction: Interaction, options: { isFollowUp?: boolean } = {}): Metadata | undefined {
  const { cause, id, user, channel } = interaction;
  if (!hasMetadata(cause)) return undefined;
  const original = options.isFollowUp === true ? originalOf(interaction) : undefined;
  const base = {
    id,
    user: userPayload(user),
    authorizing_integration_owners: { '0': channel.guildId ?? '0' },
    ...(original !== undefined && { original_response_message_id: original.id }),
  };
  if (cause.type === InteractionType.MessageComponent) {
    return { ...base, type: cause.type, interacted_message_id: cause.message.id };
  }
  if (cause.type === InteractionType.ApplicationCommand) {
    const { target } = cause;
    if (target === undefined) return { ...base, type: cause.type };
    if (isUser(target)) return { ...base, type: cause.type, target_user: userPayload(target) };
    return { ...base, type: cause.type, target_message_id: target.id };
  }
  const opener = metadataOf(cause.opener);
  // A modal opens from no other modal, so what opened it says what it was.
  if (opener === undefined || opener.type === InteractionType.ModalSubmit) return undefined;
  return { ...base, type: cause.type, triggering_interaction_metadata: opener };
}

export function isUser(target: object): target is User {
  return 'username' in target;
}
