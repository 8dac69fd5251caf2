// Prisma's client carries its query compiler as text in a module, and Node holds that three times for as long as it runs.
// This lays the compiler beside the generated client as what it is, a WebAssembly file, and has it read from there.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const asText = /const \{ wasm \} = await import\("([^"]+)\.mjs"\)\s+return await decodeBase64AsWasm\(wasm\)/;
const asFile = `const { readFile } = await import('node:fs/promises')
    return new WebAssembly.Module(await readFile(new URL('./query_compiler.wasm', import.meta.url)))`;

/** `folder` is that of the generated client. */
export function unpackQueryCompiler(folder) {
  const loader = join(folder, 'internal', 'class.ts');
  const code = readFileSync(loader, 'utf8');
  const [, module] = asText.exec(code) ?? [];
  if (module === undefined) throw new Error(`${loader} does not load its query compiler as scripts/ expects it to.`);
  const { wasm } = createRequire(import.meta.url)(`${module}.js`);
  writeFileSync(join(folder, 'internal', 'query_compiler.wasm'), Buffer.from(wasm, 'base64'));
  writeFileSync(loader, code.replace(asText, asFile));
}
