/** POST /api/pull, from a registry that a test fills. A pull that is cut short installs nothing. */
import { HostError } from './errors.ts';
import type { Host } from './host.ts';
import { type Model, manifestDigest } from './model.ts';
import type { Reply } from './reply.ts';
import type { PullBody } from './requests.ts';

export async function pull(request: PullBody, reply: Reply, host: Host): Promise<void> {
  await reply.piece({ status: 'pulling manifest' });
  const model = host.registry.get(request.model) ?? host.models.get(request.model);
  if (model === undefined) throw new HostError(500, 'pull model manifest: file does not exist');
  for (const layer of layersOf(model)) {
    const status = `pulling ${layer.digest.slice(0, 12)}`;
    const line = { status, digest: `sha256:${layer.digest}`, total: layer.bytes };
    await reply.piece(line);
    if (!isInstalled(model, host)) await reply.piece({ ...line, completed: Math.floor(layer.bytes / 2) });
    await reply.piece({ ...line, completed: layer.bytes });
  }
  await reply.piece({ status: 'verifying sha256 digest' });
  await reply.piece({ status: 'writing manifest' });
  if (!isInstalled(model, host)) host.models.put({ ...model, modifiedAt: new Date() });
  await reply.last({ status: 'success' });
}

function layersOf(model: Model): { digest: string; bytes: number }[] {
  return [
    { digest: model.weights, bytes: model.bytes },
    { digest: manifestDigest(model), bytes: 487 },
  ];
}

function isInstalled(model: Model, host: Host): boolean {
  return host.models.get(model.name) !== undefined;
}
