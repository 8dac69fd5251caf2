export type { BreakerState } from './breaker.ts';
export type { HostSettings } from './host.ts';
export type { AvailableModel, HostPart, HostStatus, Hosts, HostsChatRequest, HostsOptions } from './hosts.ts';
export { createHosts } from './hosts.ts';
export { ModelFailure, type ModelFailureCode } from './model-failure.ts';
export { sameModel } from './model-name.ts';
export { createOllamaProvider, type OllamaSettings } from './ollama.ts';
export { createOpenAiProvider, type OpenAiSettings } from './openai.ts';
export { pictureType } from './picture-type.ts';
export type {
  ChatMessage,
  ChatPart,
  ChatRequest,
  EmbedRequest,
  InstalledModel,
  ModelProvider,
  PullProgress,
  Sampling,
} from './provider.ts';
export type { TimeLimits } from './time-limits.ts';
