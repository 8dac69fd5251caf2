#!/usr/bin/env node
// Stands in for the engine binary that the Prisma CLI would download: the same engine's WebAssembly build, spoken to as
// the CLI speaks to its binary (JSON-RPC, a line each). With it, prisma-cli.test.ts runs the real CLI without a download.
import process from 'node:process';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { withSchemaEngine } from '../../src/store/schema-engine.ts';

const call = z.object({ id: z.number(), method: z.string(), params: z.unknown() });

if (!process.argv.includes('cli')) {
  const datasource = process.argv[process.argv.indexOf('--datasource') + 1] ?? '';
  const { url } = z.object({ url: z.string() }).parse(JSON.parse(datasource));
  await withSchemaEngine(url, async (engine) => {
    for await (const line of createInterface({ input: process.stdin })) {
      const { id, method, params } = call.parse(JSON.parse(line));
      const reply = await Promise.resolve(Reflect.get(engine, method).call(engine, params)).then(
        (result: unknown) => ({ result: result ?? null }),
        (error: unknown) => ({
          error: { code: 4466, message: String(error), data: { is_panic: false, message: String(error) } },
        }),
      );
      process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id, ...reply })}\n`);
    }
  });
}
