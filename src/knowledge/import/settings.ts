import { z } from 'zod';
import { formats } from './formats/format.ts';

/** How a source is imported, kept with it so that importing again means the same. */
const importSettings = z.object({
  /** Named by whoever imported; absent where it is recognised. */
  format: z.enum(formats).optional(),
  columns: z.record(z.string(), z.string()).optional(),
  /** The room that may be told; null is the whole community. */
  audienceRoomId: z.string().nullable(),
  verified: z.boolean(),
  holdsFor: z.string().optional(),
  /** Of a repository. */
  branch: z.string().optional(),
  subfolder: z.string().optional(),
  /** The most pages of a site. */
  most: z.number().optional(),
  /** Whether an address may lie within the operator's own network. */
  allowPrivate: z.boolean().optional(),
});

export type ImportSettings = z.infer<typeof importSettings>;

export function readImportSettings(written: unknown): ImportSettings | undefined {
  return importSettings.safeParse(written).data;
}
