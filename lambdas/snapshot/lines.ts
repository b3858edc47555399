import { Readable } from 'node:stream';
import { TextDecoder } from 'node:util';
import { createGunzip } from 'node:zlib';
import type { Store } from '#platform/store.ts';
import { UsageError } from '#platform/usage-error.ts';

/** The lines of an object, unpacked where its name ends in `.gz`. @throws {UsageError} when it cannot be unpacked. */
export async function* linesOf(store: Store, key: string): AsyncIterable<string> {
  const bytes = await store.read(key);
  if (!bytes) throw new UsageError(`${store.locate(key)} cannot be read: it is gone`);
  const source = Readable.from(bytes);
  const stream = /\.gz$/i.test(key) ? source.pipe(createGunzip()) : source;
  source.on('error', (error) => stream.destroy(error));
  let decoder: TextDecoder | undefined;
  // A line may be as long as the file, in many chunks: what came before is never searched again.
  let begun: string[] = [];
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      decoder ??= decoderFor(chunk);
      const [first = '', ...more] = decoder.decode(chunk, { stream: true }).split('\n');
      begun.push(first);
      for (const next of more) {
        yield begun.join('');
        begun = [next];
      }
    }
  } catch (error) {
    throw new UsageError(
      `${store.locate(key)} cannot be read: ${(error as Partial<Error> | undefined)?.message ?? String(error)}`,
    );
  }
  const last = begun.join('') + (decoder?.decode() ?? '');
  if (last !== '') yield last;
}

/** The whole object as text, its line ends as `\n`. @throws {UsageError} as {@link linesOf} does. */
export async function wholeText(store: Store, key: string): Promise<string> {
  const lines: string[] = [];
  for await (const line of linesOf(store, key)) lines.push(line);
  return lines.join('\n');
}

/**
 * What decodes a text that begins with these bytes: UTF-8, or the UTF-16 that `>` of Windows PowerShell writes, which
 * begins with a byte order mark.
 *
 * @see https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_character_encoding
 */
function decoderFor([first, second]: Uint8Array): TextDecoder {
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le');
  return new TextDecoder(first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8');
}
