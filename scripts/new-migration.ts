// Writes the migration that leads from the existing ones to prisma/schema.prisma: `npm run migration -- <name>`.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { migrationsFolder, noFilters, readMigrations, toMigrationsList } from '../src/store/migrate.ts';
import { withSchemaEngine } from '../src/store/schema-engine.ts';

const name = process.argv[2];
if (!name || !/^[a-z0-9_]+$/.test(name)) {
  console.error('Name the migration in lower case and underscores: npm run migration -- add_votes');
  process.exit(2);
}

const schema = 'prisma/schema.prisma';
const { stdout: sql } = await withSchemaEngine('file::memory:', (engine) =>
  engine.diff({
    from: { tag: 'migrations', ...toMigrationsList(readMigrations(), migrationsFolder) },
    to: { tag: 'schemaDatamodel', files: [{ path: schema, content: readFileSync(schema, 'utf8') }] },
    script: true,
    exitCode: null,
    filters: noFilters,
  }),
);
if (!sql || /^-- This is an empty migration/.test(sql)) {
  console.error(`${schema} says nothing that the migrations do not say already.`);
  process.exit(1);
}

const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
const folder = join(migrationsFolder, `${stamp}_${name}`);
mkdirSync(folder);
writeFileSync(join(folder, 'migration.sql'), sql);
console.log(`Wrote ${folder}/migration.sql`);
