/** Reads a PNG of eight bits a channel with transparency, as resvg writes them: enough to look at its pixels. */
import { inflateSync } from 'node:zlib';

export interface Pixels {
  width: number;
  height: number;
  /** As `#rrggbb`; undefined where it is not opaque. */
  at(x: number, y: number): string | undefined;
  /** How many pixels have each opaque colour. */
  countColours(): ReadonlyMap<string, number>;
}

const signature = '89504e470d0a1a0a';
const channels = 4;

export function readPng(png: Uint8Array): Pixels {
  const bytes = Buffer.from(png);
  if (bytes.toString('hex', 0, 8) !== signature) throw new Error('This is no PNG.');
  const data: Buffer[] = [];
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT') {
      data.push(bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)));
    }
  }
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  if (bytes[24] !== 8 || bytes[25] !== 6) throw new Error('This PNG is of another kind.');
  const pixels = unfilter(inflateSync(Buffer.concat(data)), width * channels, height);
  return {
    width,
    height,
    at(x, y) {
      const place = (y * width + x) * channels;
      return pixels[place + 3] === 255 ? `#${pixels.toString('hex', place, place + 3)}` : undefined;
    },
    countColours() {
      const counts = new Map<number, number>();
      for (let place = 0; place < pixels.length; place += channels) {
        if (pixels[place + 3] !== 255) continue;
        const colour = pixels.readUIntBE(place, 3);
        counts.set(colour, (counts.get(colour) ?? 0) + 1);
      }
      return new Map([...counts].map(([colour, count]) => [`#${colour.toString(16).padStart(6, '0')}`, count]));
    },
  };
}

/** Each row says how it is told from its left, its upper and its upper left neighbour. */
function unfilter(rows: Buffer, rowLength: number, height: number): Buffer {
  const pixels = Buffer.alloc(rowLength * height);
  for (let y = 0; y < height; y++) {
    const filter = rows[y * (rowLength + 1)];
    for (let x = 0; x < rowLength; x++) {
      const here = y * rowLength + x;
      const left = x >= channels ? (pixels[here - channels] ?? 0) : 0;
      const up = y > 0 ? (pixels[here - rowLength] ?? 0) : 0;
      const upLeft = x >= channels && y > 0 ? (pixels[here - rowLength - channels] ?? 0) : 0;
      const guess = [0, left, up, (left + up) >> 1, nearest(left, up, upLeft)][filter ?? 0] ?? 0;
      pixels[here] = ((rows[y * (rowLength + 1) + 1 + x] ?? 0) + guess) & 255;
    }
  }
  return pixels;
}

function nearest(left: number, up: number, upLeft: number): number {
  const [toLeft, toUp] = [Math.abs(up - upLeft), Math.abs(left - upLeft)];
  const toUpLeft = Math.abs(left + up - 2 * upLeft);
  if (toLeft <= toUp && toLeft <= toUpLeft) return left;
  return toUp <= toUpLeft ? up : upLeft;
}
