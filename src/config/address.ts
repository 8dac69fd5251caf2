import { isIPv4, isIPv6 } from 'node:net';

/** Which addresses the settings allow, and how Ollama's own way of writing one is read. */

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
}

/** True for a base address: one that paths can be added to. */
export function isHttpAddress(text: string): boolean {
  return /^https?:\/\/[^\s?#]+$/i.test(text) && URL.canParse(text);
}

export function hasCredentials(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && (url.username !== '' || url.password !== '');
}

export const ollamaAddress = 'http://127.0.0.1:11434';

/**
 * OLLAMA_HOST as Ollama reads it: `host`, `host:port`, `:port`, `[::1]:port` or a whole address. A server is told by it
 * what to listen on, so "every address" means this machine. The port is Ollama's, or the scheme's where one is written.
 */
export function fromOllamaHost(text: string): string {
  const written = text.trim().replace(/^(["'])(.*)\1$/, '$2');
  if (written === '') return ollamaAddress;
  const parts = /^(?:(\w+):\/\/)?(\[[^\]]*\]|[^:/]*)(?::([^/]*))?(\/.*)?$/.exec(
    isIPv6(written) ? `[${written}]` : written,
  );
  if (parts === null) return written;
  const [, scheme, host = '', port = scheme === undefined ? '11434' : '', path = ''] = parts;
  return `${scheme ?? 'http'}://${everyAddress.get(host) ?? host}${port === '' ? '' : `:${port}`}${path}`;
}

const everyAddress = new Map([
  ['', '127.0.0.1'],
  ['0.0.0.0', '127.0.0.1'],
  ['[::]', '[::1]'],
]);
