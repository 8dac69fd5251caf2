import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg';
import { type SqliteAdapter, sqliteConnection } from './connection.ts';

/** Prisma's schema engine as WebAssembly: the same release and behaviour as the one its CLI downloads, without the download. */
export async function withSchemaEngine<T>(url: string, use: (engine: glue.SchemaEngine) => Promise<T>): Promise<T> {
  await load();
  const factory = sqliteConnection(url);
  const connections: SqliteAdapter[] = [];
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const connection = await connect();
    connections.push(connection);
    return connection;
  };
  const connectToShadow = factory.connectToShadowDb.bind(factory);
  factory.connectToShadowDb = async () => runningScripts(await connectToShadow());
  const engine = await glue.SchemaEngine.new(
    { datamodels: undefined },
    () => {},
    bindMigrationAwareSqlAdapterFactory(factory),
  );
  try {
    return await use(engine);
  } finally {
    engine.free();
    // The engine leaves its connections open, and with them a lock on the database.
    await Promise.all(connections.map((connection) => connection.dispose()));
  }
}

/** The engine replays migrations on a shadow database as if each were one statement, which better-sqlite3 refuses. */
function runningScripts(connection: SqliteAdapter): SqliteAdapter {
  const executeRaw = connection.executeRaw.bind(connection);
  connection.executeRaw = async (query) => {
    if (query.args.length > 0) return executeRaw(query);
    await connection.executeScript(query.sql);
    return 0;
  };
  return connection;
}

/** What of the global is used here; Node has it, its types do not. */
declare const WebAssembly: {
  instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: Record<string, unknown> } }>;
};

let loaded: Promise<void> | undefined;

function load(): Promise<void> {
  loaded ??= (async () => {
    const glueFile = fileURLToPath(import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg'));
    const bytes = await readFile(glueFile.replace(/\.js$/, '.wasm'));
    // The package's own entry imports the module as ESM, which Node does only behind a flag.
    const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': { ...glue } });
    glue.__wbg_set_wasm(instance.exports);
    const { __wbindgen_start } = instance.exports;
    if (typeof __wbindgen_start === 'function') __wbindgen_start();
  })();
  return loaded;
}
