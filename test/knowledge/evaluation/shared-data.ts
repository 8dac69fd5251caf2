import { existsSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../../../../shared/data');

/** Why the question sets cannot be read here; undefined where they can, or where they must be. */
export const noSharedData =
  existsSync(folder) || process.env.TEST_REQUIRE_ALL === '1'
    ? undefined
    : 'the question sets are not at ../shared/data beside this checkout';

export const sharedData = (path: string): string => join(folder, path);
