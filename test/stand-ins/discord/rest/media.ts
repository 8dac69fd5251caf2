/** The files that were attached to messages, under the addresses that messages name. */
import type { ServerResponse } from 'node:http';
import type { World } from '../world/index.ts';

/** False where the path is not one of a file. */
export function serveFile(world: World, path: string, response: ServerResponse): boolean {
  if (!path.startsWith('/attachments/')) return false;
  const file = world.files.get(path.split('?', 1)[0] ?? path);
  if (file === undefined) response.writeHead(404).end();
  else response.writeHead(200, { 'content-type': file.contentType ?? 'application/octet-stream' }).end(file.data);
  return true;
}
