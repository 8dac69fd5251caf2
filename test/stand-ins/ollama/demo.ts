/** `npm run demo:ollama [port]`: the stand-in on Ollama's own port, so that Quorum can be tried without a model. */
import { setTimeout } from 'node:timers/promises';
import { demoAnswer } from './demo-answer.ts';
import { startOllama } from './index.ts';

const chatModels = [
  { name: 'qwen3:8b', thinks: true, family: 'qwen3', parameterSize: '8.2B' },
  { name: 'llama3.2:3b', family: 'llama', parameterSize: '3.2B' },
  { name: 'qwen2.5-coder:7b', family: 'qwen2', parameterSize: '7.6B' },
  { name: 'gemma3:4b', sees: true, family: 'gemma3', parameterSize: '4.3B' },
];
const embedder = { name: 'nomic-embed-text', dimensions: 768, family: 'nomic-bert' };

const pieceMs = 30;

function portFrom(argument: string | undefined): number {
  if (argument === undefined) return 11_434;
  const port = Number(argument);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  return stop(`"${argument}" is not a port: give a number from 0 to 65535.`);
}

function stop(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

function whyNot(error: unknown, port: number): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return `Port ${port} is taken, perhaps by a real Ollama: stop that, or give another port, as in "npm run demo:ollama -- 11435".`;
  }
  if (code === 'EACCES') return `Port ${port} may not be used by this account: give one above 1023.`;
  return `The demo could not start on port ${port}: ${error instanceof Error ? error.message : String(error)}`;
}

const port = portFrom(process.argv[2]);
const ollama = await startOllama({
  models: [...chatModels, embedder],
  port,
  answer: demoAnswer,
  pace: () => setTimeout(pieceMs),
}).catch((error: unknown) => stop(whyNot(error, port)));

console.log(`A stand-in for Ollama with canned answers listens on ${ollama.url}. Ctrl-C ends it.`);
console.log(`It has ${chatModels.map(({ name }) => name).join(', ')} to chat and ${embedder.name} to embed.`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void ollama.close().then(() => process.exit(0)));
}
