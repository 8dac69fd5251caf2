/** POST /api/create: a model made of another one, or of files that were uploaded as blobs. */
import { HostError } from './errors.ts';
import type { Host } from './host.ts';
import { checkUploaded, importable } from './importable.ts';
import { describe, fullName, type Model, manifestDigest, sha256 } from './model.ts';
import type { Reply } from './reply.ts';
import type { CreateBody } from './requests.ts';

/** The real one would begin to download a base that is not there: nobody has asked for that. */
export function wouldDownload({ from }: CreateBody, host: Host): string | undefined {
  if (from === undefined || host.models.get(from) !== undefined) return undefined;
  return `from: "${from}" is not installed, so creating would download it; ask /api/show first`;
}

export async function create(request: CreateBody, reply: Reply, host: Host): Promise<void> {
  const base = request.from === undefined ? await importFiles(request, reply, host) : baseOf(request.from, host);
  if (request.quantize !== undefined) await reply.piece({ status: quantizing(base, request.quantize) });
  const model = derive(base, request, host);
  await reply.piece({ status: `using existing layer sha256:${model.weights}` });
  await reply.piece({ status: `creating new layer sha256:${manifestDigest(model)}` });
  await reply.piece({ status: 'writing manifest' });
  host.models.put(model);
  await reply.last({ status: 'success' });
}

function baseOf(from: string, host: Host): Model {
  const base = host.models.get(from);
  if (base === undefined) throw new HostError(404, `model '${from}' not found`);
  return base;
}

async function importFiles({ model, files }: CreateBody, reply: Reply, host: Host): Promise<Model> {
  if (files === undefined) throw new HostError(400, "neither 'from' or 'files' was specified");
  const { format, family } = importable(files, host.blobs);
  await reply.piece({ status: format === 'gguf' ? 'parsing GGUF' : 'converting model' });
  const digests = Object.values(files).sort();
  const bytes = digests.reduce((sum, digest) => sum + (host.blobs.get(digest)?.bytes ?? 0), 0);
  return describe({ name: model, bytes, family, quantization: 'F16' }, sha256(digests.join()));
}

function quantizing({ quantization }: Model, quantize: string): string {
  if (!['F16', 'BF16', 'F32'].includes(quantization)) {
    throw new HostError(500, 'quantization is only supported for F16, BF16 and F32 models');
  }
  return `quantizing ${quantization} model to ${quantize.toUpperCase()}`;
}

/** What is left out is the base's; parameters are merged one by one. */
function derive(base: Model, request: CreateBody, host: Host): Model {
  return {
    ...base,
    name: fullName(request.model),
    weights: weightsOf(base, request, host),
    quantization: request.quantize?.replace(/^q/, 'Q') ?? base.quantization,
    system: request.system ?? base.system,
    messages: request.messages ?? base.messages,
    parameters: { ...base.parameters, ...request.parameters },
    template: request.template ?? base.template,
    license: request.license === undefined ? base.license : [request.license].flat().join('\n'),
    modifiedAt: new Date(),
  };
}

/** An adapter or another quantization makes other weights: the runner of the base cannot serve them. */
function weightsOf(base: Model, { adapters, quantize }: CreateBody, host: Host): string {
  if (adapters === undefined && quantize === undefined) return base.weights;
  if (adapters !== undefined && !['llama', 'gemma2'].includes(base.family)) {
    throw new HostError(500, `unsupported architecture "${base.family}" for an adapter`);
  }
  checkUploaded(adapters ?? {}, host.blobs);
  const digests = Object.values(adapters ?? {});
  return sha256([base.weights, quantize ?? '', ...digests].join());
}
