import { z } from 'zod';
import { hasCredentials, isHttpAddress, ollamaAddress } from './address.ts';

/** The part of the schema about the machines that run models, and how such a machine may be named. */

export const hostName = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/)
  .meta({ expected: 'a lower-case letter, then lower-case letters, digits or hyphens' });

const contextTokens = z.int().min(1024).max(1_048_576);

const url = z
  .string()
  .refine((address) => !hasCredentials(address), { error: 'a key belongs in apiKey, not in the address', abort: true })
  .refine(isHttpAddress, { error: '' })
  .meta({
    description: 'Where it answers.',
    expected: 'an address such as http://127.0.0.1:11434, without a user name',
    defaultsTo: `OLLAMA_HOST where that variable is set, else ${ollamaAddress}; only "local" has a default`,
    example: ollamaAddress,
  });

const apiKey = z
  .string()
  .regex(/^[\x21-\x7e]{1,4096}$/)
  .meta({
    description: 'The key it asks for.',
    expected: 'a key without spaces',
    defaultsTo: 'no key',
    secret: true,
  });

// A line break in a header would let its value write further headers.
const headers = z.record(
  z.string().regex(/^[!#$%&'*+.^_`|~\w-]+$/),
  z
    .string()
    .regex(/^[^\r\n\0]*$/)
    .meta({ expected: 'text on one line' }),
);

const host = z.strictObject({
  kind: z
    .enum(['ollama', 'openai'])
    .default('ollama')
    .describe('What it speaks: Ollama, or the OpenAI protocol as others speak it too.'),
  url: url.optional(),
  apiKey: apiKey.optional(),
  modelsInMemory: z.int().min(1).max(64).default(1).describe('How many models it holds; with 1 all roles share one.'),
  contextTokens: contextTokens.default(8192).describe('The context length that models are loaded with, in tokens.'),
  contextTokensByModel: z.record(z.string(), contextTokens).default({}).meta({
    description: 'The same for single models, such as {qwen3:8b: 16384}.',
    expected: 'a mapping of models to whole numbers from 1024 to 1048576',
  }),
  parallel: z
    .int()
    .min(1)
    .max(64)
    .default(2)
    .describe('How many requests it is sent at once; 2 means that one runs and one waits.'),
  seeingModels: z
    .array(z.string().min(1).max(200))
    .max(100)
    .default([])
    .describe('Those of its models that look at pictures; Ollama and llama.cpp say so themselves.'),
  headers: headers.default({}).meta({
    description: 'HTTP headers that it is sent with every request.',
    expected: 'a mapping of header names to texts',
    secret: true,
  }),
});

export const hosts = z
  .record(z.string(), host.describe('One machine, under a name of your choice; others may stand beside it.'))
  .prefault({})
  .describe('The machines that run models; when none is written there is one, "local".');
