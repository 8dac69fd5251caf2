/** Files that were attached to messages, and the addresses under which they can be fetched. */
import type { Attachment, Channel } from './state.ts';
import type { World } from './world.ts';

export interface Upload {
  filename: string;
  data: Buffer;
  contentType?: string | undefined;
  description?: string | undefined;
}

export function storeAttachment(world: World, channel: Channel, upload: Upload): Attachment {
  const { filename, data, contentType, description } = upload;
  const id = world.snowflake();
  const path = `/attachments/${channel.id}/${id}/${encodeURIComponent(filename)}`;
  world.files.set(path, { contentType, data });
  return { id, filename, contentType, description, size: data.byteLength, url: `${world.mediaUrl}${path}` };
}
