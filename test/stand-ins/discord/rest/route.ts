/** What answers a request: a method, a path with parameters, and a function from the request to its answer. */
import type { Upload, World } from '../world/index.ts';
import type { RouteName } from './faults.ts';
import type { Portal } from './portal.ts';
import type { GatewayPort, InteractionsPort } from './ports.ts';

export interface Parts {
  world: World;
  gateway: GatewayPort;
  interactions: InteractionsPort;
  portal: Portal;
}

export interface Asked extends Parts {
  params: Record<string, string>;
  query: URLSearchParams;
  body: unknown;
  uploads: Upload[];
}

export type Answer = { status: 200 | 201; body: unknown } | { status: 204 };

export interface Route {
  name: RouteName;
  answer(asked: Asked): Answer;
}

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const created = (body: unknown): Answer => ({ status: 201, body });
export const done: Answer = { status: 204 };
