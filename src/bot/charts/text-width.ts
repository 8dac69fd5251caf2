/** How wide the signs of Inter are, in hundredths of their size, from the space to the tilde; read from the font. */
const widths = [
  28, 29, 47, 63, 64, 98, 64, 30, 36, 36, 50, 66, 29, 46, 29, 36, 63, 41, 61, 62, 65, 59, 62, 57, 62, 62, 29, 30, 66,
  66, 66, 51, 97, 69, 65, 73, 72, 60, 59, 75, 74, 27, 57, 67, 57, 90, 75, 76, 64, 76, 64, 64, 65, 74, 69, 99, 68, 68,
  63, 36, 36, 36, 47, 46, 32, 56, 61, 57, 61, 58, 37, 61, 59, 24, 24, 55, 24, 88, 59, 60, 61, 61, 38, 53, 33, 59, 56,
  82, 55, 56, 55, 43, 33, 43, 66,
];
const space = 32;
const dash = 50;

/** The width of a text, for ECharts, which has no screen to ask. Other signs count as squares: by one, it tells a line's height. */
export function textWidth(text: string, fontSize: number): number {
  let hundredths = 0;
  for (const sign of text) {
    hundredths += sign === '–' ? dash : (widths[(sign.codePointAt(0) ?? 0) - space] ?? 100);
  }
  return (hundredths * fontSize) / 100;
}
