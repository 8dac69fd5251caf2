/** What one message holds. Discord counts code points, so that code units, of which there are never fewer, are safe. */
export const messageLimit = 2_000;

/** Comes after what nobody has checked; the footer says what it means. */
export const unverifiedSign = '⚠';
