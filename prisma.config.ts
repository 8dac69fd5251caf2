// For the Prisma CLI alone (`prisma migrate deploy`, `prisma studio`); Quorum itself reads `database` from its settings.
import process from 'node:process';
import { defineConfig } from 'prisma/config';

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations/sqlite' },
  datasource: { url: process.env.QUORUM_DATABASE ?? 'file:data/quorum.db' },
});
