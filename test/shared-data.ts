/** Files too large for this repository, which lie beside it: question sets, pages, Discord's description of itself. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../../shared');

/** Why they cannot be read here; undefined where they can, or where they must be. */
export const noSharedData =
  existsSync(folder) || process.env.TEST_REQUIRE_ALL === '1' ? undefined : 'there is no ../shared beside this checkout';

/** What stands behind the name of a test that needs them. */
export const ifLeftOut = noSharedData ? ` (left out: ${noSharedData})` : '';

export const sharedData = (path: string): string => join(folder, path);
