/** Text without control characters and without those that turn its direction, so that it reads as it stands. */
export function withoutHidden(text: string): string {
  return text.replace(/(?![\t\n])\p{Cc}|[\u202A-\u202E\u2066-\u2069\uFEFF]/gu, '');
}
