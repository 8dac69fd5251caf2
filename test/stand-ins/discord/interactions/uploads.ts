/** Files that are given to a command: stored, and told of by their ids. */
import { type Attachment, type Channel, storeAttachment, type Upload, type World } from '../world/index.ts';
import type { Values } from './options.ts';

export interface Given {
  values: Values;
  attachments: Attachment[];
}

export function storeUploads(world: World, channel: Channel, given: Record<string, Values[string] | Upload>): Given {
  const attachments: Attachment[] = [];
  const values = Object.entries(given).map(([name, value]): [string, Values[string]] => {
    if (typeof value !== 'object') return [name, value];
    const attachment = storeAttachment(world, channel, value);
    attachments.push(attachment);
    return [name, attachment.id];
  });
  return { values: Object.fromEntries(values), attachments };
}

/** As `resolved.attachments` has them. */
export function resolvedAttachments(attachments: readonly Attachment[]): Record<string, object> {
  const payloads = attachments.map(({ id, filename, size, url, contentType }): [string, object] => [
    id,
    { id, filename, size, url, proxy_url: url, ephemeral: true, ...(contentType && { content_type: contentType }) },
  ]);
  return Object.fromEntries(payloads);
}
