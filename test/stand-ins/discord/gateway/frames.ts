/** What a client may send over the gateway, as strict schemas: Discord closes with 4002 where one does not fit. */
import { z } from 'zod';

const presence = z.strictObject({
  since: z.int().nullable(),
  activities: z.array(
    z.strictObject({
      name: z.string().min(1).max(128),
      type: z.int().min(0).max(5),
      state: z.string().max(128).nullish(),
      url: z.url().nullish(),
    }),
  ),
  status: z.enum(['online', 'dnd', 'idle', 'invisible', 'offline']),
  afk: z.boolean(),
});

const identify = z.strictObject({
  token: z.string(),
  properties: z.strictObject({ os: z.string(), browser: z.string(), device: z.string() }),
  compress: z.literal(false).optional(),
  large_threshold: z.int().min(50).max(250).optional(),
  shard: z.tuple([z.int(), z.int()]).optional(),
  presence: presence.partial().optional(),
  intents: z.int(),
});

const resume = z.strictObject({ token: z.string(), session_id: z.string(), seq: z.int().nonnegative() });

const requestMembers = z
  .strictObject({
    guild_id: z.string(),
    query: z.string().optional(),
    limit: z.int().nonnegative().optional(),
    presences: z.boolean().optional(),
    user_ids: z.union([z.string(), z.array(z.string()).max(100)]).optional(),
    nonce: z.string().max(32).optional(),
  })
  .refine((asked) => asked.user_ids !== undefined || (asked.query !== undefined && asked.limit !== undefined), {
    error: 'needs either user_ids, or query with limit',
  });

const heartbeat = z.int().nullable();

export const frame = z.discriminatedUnion('op', [
  z.strictObject({ op: z.literal(1), d: heartbeat }),
  z.strictObject({ op: z.literal(2), d: identify }),
  z.strictObject({ op: z.literal(3), d: presence }),
  z.strictObject({ op: z.literal(6), d: resume }),
  z.strictObject({ op: z.literal(8), d: requestMembers }),
]);

export type Frame = z.infer<typeof frame>;
export type Identify = z.infer<typeof identify>;
export type Resume = z.infer<typeof resume>;
export type RequestMembers = z.infer<typeof requestMembers>;

export const knownOpcodes: ReadonlySet<number> = new Set(frame.options.map(({ shape }) => shape.op.value));
