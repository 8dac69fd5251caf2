export type { Check } from './doctor/check.ts';
export { checkDataFolder } from './doctor/data-folder.ts';
export { checkDatabase } from './doctor/database.ts';
export { checkModels } from './doctor/models.ts';
export { checkNode } from './doctor/node.ts';
export { checkSearch } from './doctor/search.ts';
export { checkWebPort } from './doctor/web-port.ts';
export { runCli } from './program.ts';
export type { CliParts, Io, OpenKnowledge, OpenQuorum } from './quorum.ts';
