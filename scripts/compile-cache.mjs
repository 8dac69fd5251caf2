// Loaded before everything else: keeps what Node makes of each file, so that the next start is quicker and needs neither the
// time nor the memory of stripping types again. Where the folder cannot be written, nothing is kept.
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/quorum', import.meta.url)));
