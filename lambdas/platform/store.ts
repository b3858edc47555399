/**
 * A place that keeps bytes under keys with `/` between their parts: a folder or an S3 prefix.
 *
 * The interface lives here, below everything that reads or writes; the places themselves are in `stores/`.
 */
export interface Store {
  /**
   * Writes one object from its chunks. Nothing stands under `key` until the last chunk is in:
   * a failure in between leaves what was there before.
   */
  write(key: string, chunks: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>): Promise<void>;
  /**
   * Writes one small object unless something stands under `key` already. Of several who try at once, one succeeds.
   *
   * @returns Whether it was written.
   */
  writeOnce(key: string, content: string): Promise<boolean>;
  /** The bytes under `key`, or `undefined` when nothing stands there. */
  read(key: string): Promise<AsyncIterable<Uint8Array> | undefined>;
  /** Every key under `prefix`, sorted. */
  list(prefix: string): Promise<readonly string[]>;
  /** Where a person finds `key`: a path or a console link. */
  locate(key: string): string;
}

/** The whole object under `key` as text, or `undefined`. For small objects. */
export async function readText(store: Store, key: string): Promise<string | undefined> {
  const chunks = await store.read(key);
  if (!chunks) return undefined;
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts).toString('utf8');
}

/** A folder of a store as a store of its own. */
export const storeUnder = (store: Store, folder: string): Store => ({
  writeOnce: (key, content) => store.writeOnce(`${folder}/${key}`, content),
  write: (key, chunks) => store.write(`${folder}/${key}`, chunks),
  read: (key) => store.read(`${folder}/${key}`),
  list: async (prefix) => (await store.list(`${folder}/${prefix}`)).map((key) => key.slice(folder.length + 1)),
  locate: (key) => store.locate(`${folder}/${key}`),
});
