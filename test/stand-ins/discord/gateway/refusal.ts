/** Why the gateway closes a socket, in Discord's codes. */
import { GatewayCloseCodes } from 'discord-api-types/v10';

export class GatewayRefusal extends Error {
  override readonly name = 'GatewayRefusal';
  readonly code: GatewayCloseCodes;

  constructor(code: GatewayCloseCodes, message: string) {
    super(message);
    this.code = code;
  }

  /** An operator's mistake is met in the field; everything else is a mistake in the client, which no test may miss. */
  get isOperators(): boolean {
    return this.code === GatewayCloseCodes.AuthenticationFailed || this.code === GatewayCloseCodes.DisallowedIntents;
  }
}

export function refuse(code: GatewayCloseCodes, message: string): never {
  throw new GatewayRefusal(code, message);
}
