/** The settings: their meaning, their limits, where they were written, and what is wrong with them. */
export type { Config } from './config.ts';
export { describeConfig } from './describe-config.ts';
export { exampleEnv, exampleYaml } from './examples.ts';
export { type LoadedConfig, loadConfig } from './load-config.ts';
export { ConfigFailure } from './mistake.ts';
