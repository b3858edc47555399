import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Store } from '#platform/store.ts';
import { UsageError } from '#platform/usage-error.ts';

/** A folder on disk as a store. It is made with the first object. */
export function folderStore(folder: string): Store {
  const root = resolve(folder);
  const pathOf = (key: string): string => join(root, key);
  return {
    async write(key, chunks) {
      const path = pathOf(key);
      const partial = `${path}.partial-${process.pid}`;
      try {
        await mkdir(dirname(path), { recursive: true });
        await pipeline(Readable.from(chunks), createWriteStream(partial));
        await rename(partial, path);
      } catch (error) {
        await rm(partial, { force: true });
        throw explainDiskError(error, `cannot write ${path}`);
      }
    },
    async read(key) {
      const path = pathOf(key);
      const found = await stat(path).catch(() => undefined);
      return found?.isFile() ? createReadStream(path) : undefined;
    },
    async list(prefix) {
      try {
        const entries = await readdir(root, { recursive: true, withFileTypes: true });
        return entries
          .filter((entry) => entry.isFile())
          .map((entry) =>
            join(entry.parentPath, entry.name)
              .slice(root.length + 1)
              .split(sep)
              .join('/'),
          )
          .filter((key) => key.startsWith(prefix) && !/\.partial-\d+$/.test(key))
          .sort();
      } catch (error) {
        throw explainDiskError(error, `cannot read the folder ${root}`);
      }
    },
    locate: (key) => pathOf(key),
  };
}

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOENT: 'no such file or folder',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EISDIR: 'it is a folder',
  EFBIG: 'the file grew too large',
};

/** A disk's refusal in words, as a mistake that the user can mend; other errors as they are. */
export function explainDiskError(error: unknown, what: string): unknown {
  const code = (error as { code?: unknown } | undefined)?.code;
  if (typeof code !== 'string' || !(code in REASONS)) return error;
  return new UsageError(`${what}: ${REASONS[code]} (${code})`);
}
