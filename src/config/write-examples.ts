import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exampleEnv, exampleYaml } from './examples.ts';

/** `npm run examples`: writes the example files anew after the schema has changed. */
const root = join(import.meta.dirname, '..', '..');
writeFileSync(join(root, 'quorum.example.yaml'), exampleYaml());
writeFileSync(join(root, '.env.example'), exampleEnv());
