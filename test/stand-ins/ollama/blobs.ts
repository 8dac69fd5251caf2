/** HEAD and POST /api/blobs/:digest: files that /api/create makes models of. Only small ones are kept whole. */
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { HostError } from './errors.ts';
import type { Host } from './host.ts';
import type { Reply } from './reply.ts';

interface Blob {
  bytes: number;
  /** The whole file where it is small, otherwise its beginning. */
  start: Buffer;
}

export type Blobs = Map<string, Blob>;

const keptBytes = 1 << 20;

export async function headBlob(digest: string, reply: Reply, host: Host): Promise<void> {
  await reply.empty(host.blobs.has(digest) ? 200 : 404);
}

export async function postBlob(digest: string, upload: IncomingMessage, reply: Reply, host: Host): Promise<void> {
  if (host.blobs.has(digest)) {
    upload.resume();
    return reply.empty(200);
  }
  const { blob, digest: actual } = await read(upload);
  if (actual !== digest) throw new HostError(400, `digest mismatch, expected "${digest}", got "${actual}"`);
  host.blobs.set(digest, blob);
  await reply.empty(201);
}

async function read(upload: AsyncIterable<Buffer>): Promise<{ blob: Blob; digest: string }> {
  const hash = createHash('sha256');
  const kept: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of upload) {
    hash.update(chunk);
    if (bytes < keptBytes) kept.push(chunk.subarray(0, keptBytes - bytes));
    bytes += chunk.length;
  }
  return { blob: { bytes, start: Buffer.concat(kept) }, digest: `sha256:${hash.digest('hex')}` };
}
