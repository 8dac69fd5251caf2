/** Errors in Ollama's own words. All but the crash texts are stable enough that programs look at them. */

/** Something the host answers with a status and `{"error": …}`. */
export class HostError extends Error {
  override readonly name = 'HostError';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The two spaces are Ollama's. */
export function busy(): HostError {
  return new HostError(503, 'server busy, please try again.  maximum pending requests exceeded');
}

/** /api/embed words it differently from everything else. */
export function missing(model: string, path: string): HostError {
  if (path === '/api/embed') return new HostError(404, `model "${model}" not found, try pulling it first`);
  return new HostError(404, `model '${model}' not found`);
}

/** What the runner says to pictures: to any where the model sees none, and to those that it cannot read where it does. */
export function refusePictures(images: readonly string[], sees: boolean): HostError | undefined {
  const why = !sees
    ? 'this model is missing data required for image input'
    : images.some((image) => !isReadable(image))
      ? 'image: unknown format'
      : undefined;
  return why === undefined
    ? undefined
    : new HostError(500, `Failed to create new sequence: failed to process inputs: ${why}`);
}

/** PNG, JPEG and WebP; its own engine reads no GIF. */
function isReadable(image: string): boolean {
  return /^(\x89PNG|\xff\xd8\xff|RIFF[\s\S]{4}WEBP)/.test(Buffer.from(image, 'base64').toString('latin1'));
}

/** What a full memory or a crashed runner reads like; it depends on the version, the driver and the moment. */
export function crash(moment: number): HostError {
  return new HostError(500, crashTexts[moment % crashTexts.length] ?? 'out of memory');
}

const crashTexts = [
  'model requires more system memory (9.6 GiB) than is available (6.1 GiB)',
  'llama runner process has terminated: cudaMalloc failed: out of memory',
  'model runner has unexpectedly stopped, this may be due to resource limitations or an internal error, check ollama server logs for details',
];
