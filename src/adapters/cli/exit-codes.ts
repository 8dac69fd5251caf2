/** How a command ended, as the shell is told it. */
export const exitCodes = { done: 0, failed: 1, usage: 2, noAnswer: 3, interrupted: 130 } as const;
