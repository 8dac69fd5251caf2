export type { GatewayFaults } from './faults.ts';
export { createGateway, type Gateway, type GatewayOptions } from './gateway.ts';
export { flagsOf, type Privileged } from './intents.ts';
export { withoutContent } from './message-content.ts';
export { gatewayWorld } from './of-world.ts';
export type { Dispatch, GatewayWorld } from './port.ts';
