/** Which files Ollama can make a model of: GGUF, or safetensors of the architectures that its converter knows. */
import { z } from 'zod';
import type { Blobs } from './blobs.ts';
import { HostError } from './errors.ts';

/** The architectures that matter to us, with their families; plain Qwen3 is not among them, nor in Ollama. */
const convertible: Record<string, string> = {
  LlamaForCausalLM: 'llama',
  Mistral3ForConditionalGeneration: 'mistral3',
  MixtralForCausalLM: 'llama',
  GemmaForCausalLM: 'gemma',
  Gemma2ForCausalLM: 'gemma2',
  Gemma3ForCausalLM: 'gemma3',
  Gemma3ForConditionalGeneration: 'gemma3',
  Phi3ForCausalLM: 'phi3',
  Qwen2ForCausalLM: 'qwen2',
};

const modelConfig = z.object({ architectures: z.tuple([z.string()], z.string()) });

export interface Importable {
  format: 'gguf' | 'safetensors';
  family: string;
}

/** What the files are, by their names and beginnings; throws what Ollama would say of files it cannot use. */
export function importable(files: Record<string, string>, blobs: Blobs): Importable {
  checkUploaded(files, blobs);
  const isGguf = ([path, digest]: [string, string]) =>
    path.endsWith('.gguf') || start(digest, blobs).startsWith('GGUF');
  if (Object.entries(files).some(isGguf)) return { format: 'gguf', family: 'llama' };
  if (!Object.keys(files).some((path) => path.endsWith('.safetensors'))) throw new HostError(400, 'unknown type');
  const architecture = architectureOf(start(files['config.json'] ?? '', blobs));
  const family = convertible[architecture];
  if (family === undefined) throw new HostError(500, `unsupported architecture "${architecture}"`);
  return { format: 'safetensors', family };
}

export function checkUploaded(files: Record<string, string>, blobs: Blobs): void {
  for (const [path, digest] of Object.entries(files)) {
    if (!blobs.has(digest)) throw new HostError(400, `blob not found for ${path} (digest ${digest})`);
  }
}

function start(digest: string, blobs: Blobs): string {
  return blobs.get(digest)?.start.toString() ?? '';
}

function architectureOf(config: string): string {
  try {
    return modelConfig.parse(JSON.parse(config)).architectures[0];
  } catch {
    return '';
  }
}
