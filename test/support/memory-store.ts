import type { Store } from '#platform/store.ts';

/** A store in memory; what it holds is there to look at. */
export function memoryStore(
  files: Readonly<Record<string, string>> = {},
): Store & { readonly files: Map<string, string> } {
  const held = new Map(Object.entries(files));
  return {
    files: held,
    async write(key, chunks) {
      const parts: Buffer[] = [];
      for await (const chunk of chunks) parts.push(Buffer.from(chunk));
      held.set(key, Buffer.concat(parts).toString('utf8'));
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
