import type { Store } from '#platform/store.ts';

/** A store that lasts as long as its holder: for what is read, judged and forgotten. */
export function memoryStore(): Store {
  const objects = new Map<string, Buffer>();
  return {
    async write(key, chunks) {
      const parts: Buffer[] = [];
      for await (const chunk of chunks) parts.push(Buffer.from(chunk));
      objects.set(key, Buffer.concat(parts));
    },
    async writeOnce(key, content) {
      if (objects.has(key)) return false;
      objects.set(key, Buffer.from(content));
      return true;
    },
    async read(key) {
      const content = objects.get(key);
      return (
        content &&
        (async function* () {
          yield content;
        })()
      );
    },
    list: async (prefix) => [...objects.keys()].filter((key) => key.startsWith(prefix)).sort(),
    locate: (key) => `memory:${key}`,
  };
}
