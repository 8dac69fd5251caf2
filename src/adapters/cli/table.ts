/** Rows in columns, each as wide as its longest cell. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows)
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, [...cell].length);
    });
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - [...cell].length))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

export function bytesOf(bytes: number): string {
  return bytes < 1e9 ? `${Math.round(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}

/** How far something is, drawn and in percent. */
export function bar(share: number): string {
  const full = Math.round(Math.min(1, share) * 24);
  return `${'█'.repeat(full)}${'░'.repeat(24 - full)} ${Math.round(Math.min(1, share) * 100)} %`;
}
