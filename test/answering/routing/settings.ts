import { loadConfig } from '../../../src/config/index.ts';

/** Routing as it is set unless someone sets it otherwise. */
export const { routing } = loadConfig({ cwd: '/nowhere', env: {} }).config;
