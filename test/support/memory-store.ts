import type { Store } from '#platform/store.ts';

/** A store in memory; what it holds is there to look at. */
export function memoryStore(
  files: Readonly<Record<string, string | Uint8Array>> = {},
): Store & { readonly files: Map<string, string | Uint8Array> } {
  const held = new Map(Object.entries(files));
  return {
    files: held,
    async write(key, chunks) {
      const parts: Buffer[] = [];
      for await (const chunk of chunks) parts.push(Buffer.from(chunk));
      const content = Buffer.concat(parts);
      held.set(key, isText(content) ? content.toString('utf8') : content);
    },
    async writeOnce(key, content) {
      if (held.has(key)) return false;
      held.set(key, content);
      return true;
    },
    async read(key) {
      const content = held.get(key);
      return content === undefined
        ? undefined
        : (async function* () {
            yield Buffer.from(content);
          })();
    },
    list: async (prefix) => [...held.keys()].filter((key) => key.startsWith(prefix)).sort(),
    locate: (key) => `memory:${key}`,
  };
}

const isText = (content: Buffer): boolean => Buffer.from(content.toString('utf8')).equals(content);
