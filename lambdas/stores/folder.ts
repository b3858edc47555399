import { randomInt } from 'node:crypto';
import { createReadStream, createWriteStream, rmSync } from 'node:fs';
import { link, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
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
        await makeFolder(dirname(path));
        await pipeline(Readable.from(chunks), createWriteStream(partial));
        await rename(partial, path);
      } catch (error) {
        // Where the folder itself could not be made there is nothing to remove, and that is not the news.
        await rm(partial, { force: true }).catch(() => undefined);
        throw explainDiskError(error, `cannot write ${path}`);
      }
    },
    async writeOnce(key, content) {
      const path = pathOf(key);
      // A name of its own for each who tries at the same time.
      const partial = `${path}.partial-${process.pid}${randomInt(1e9)}`;
      try {
        await makeFolder(dirname(path));
        await writeFile(partial, content);
        // A second name for a whole file: refused where the name is taken, and never half-written.
        await link(partial, path);
        return true;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
        throw explainDiskError(error, `cannot write ${path}`);
      } finally {
        await rm(partial, { force: true }).catch(() => undefined);
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
        const paths = await Promise.all(
          entries.map(async (entry) => {
            const path = join(entry.parentPath, entry.name);
            return entry.isFile() || (entry.isSymbolicLink() && (await leadsToFile(path))) ? [path] : [];
          }),
        );
        return paths
          .flat()
          .map((path) =>
            path
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

/**
 * Makes a folder and those above it that are missing, one by one. Node's own `recursive` tries for ever where a file system
 * answers that the folder above is not there although it is, as /proc does.
 */
async function makeFolder(folder: string): Promise<void> {
  const missing: string[] = [];
  let above = folder;
  for (; !(await isThere(above)); above = dirname(above)) missing.unshift(above);
  for (const each of missing) {
    try {
      await mkdir(each);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      // Another writer may have been first.
      if (!(await isThere(each))) throw new UsageError(`cannot write to ${each}: it is a link that leads nowhere`);
    }
  }
}

/** Whether something stands at a path; a link that leads nowhere does not. */
const isThere = async (path: string): Promise<boolean> => {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
};

const leadsToFile = async (link: string): Promise<boolean> => {
  const found = await stat(link).catch(() => undefined);
  return found?.isFile() ?? false;
};

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
  if (typeof code !== 'string' || !Object.hasOwn(REASONS, code)) return error;
  return new UsageError(`${what}: ${REASONS[code]} (${code})`);
}

/** A folder that is filled in secret and then shown at once. */
export interface StagedFolder {
  readonly store: Store;
  /** Puts everything that was written in its place; what stood there under the same names is replaced. */
  commit(): Promise<void>;
  /** Leaves the target as it was. */
  discard(): void;
}

/**
 * Stages the content of `folder` beside it, so that a run that fails half way leaves nothing half-written.
 *
 * `owned` are the top-level names that belong to this kind of output: those that this run did not write are removed.
 */
export async function stageFolder(folder: string, owned: readonly string[]): Promise<StagedFolder> {
  const target = resolve(folder);
  const staging = `${target}.partial-${process.pid}`;
  try {
    const present = await stat(target).catch(() => undefined);
    if (present && !present.isDirectory())
      throw new UsageError(`cannot write to ${target}: it is a file, not a folder`);
    await makeFolder(staging);
  } catch (error) {
    throw explainDiskError(error, `cannot write to ${target}`);
  }
  return {
    store: folderStore(staging),
    async commit() {
      try {
        await makeFolder(target);
        const written = await readdir(staging);
        for (const name of new Set([...owned, ...written]))
          await rm(join(target, name), { recursive: true, force: true });
        for (const name of written) await rename(join(staging, name), join(target, name));
        await rm(staging, { recursive: true, force: true });
      } catch (error) {
        throw explainDiskError(error, `cannot write to ${target}`);
      }
    },
    discard: () => rmSync(staging, { recursive: true, force: true }),
  };
}
