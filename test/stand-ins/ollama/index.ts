export type { StandInModel } from './model.ts';
export type { ChatBody } from './requests.ts';
export { type OllamaOptions, type OllamaStandIn, startOllama } from './server.ts';
