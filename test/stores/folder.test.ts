import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readText } from '#platform/store.ts';
import { explainDiskError, folderStore, stageFolder } from '#stores/folder.ts';

const freshFolder = (): string => mkdtempSync(join(tmpdir(), 'posture-folder-'));

test('what is written is listed and read, and nothing else is made', async () => {
  const folder = freshFolder();
  const store = folderStore(join(folder, 'new'));
  await store.write('a/b/c.txt', ['one ', Buffer.from('two')]);
  await store.write('a/z.txt', []);
  await store.write('a/z.txt', ['again']);
  expect(await store.list('')).toEqual(['a/b/c.txt', 'a/z.txt']);
  expect(await store.list('a/b/')).toEqual(['a/b/c.txt']);
  expect(await readText(store, 'a/b/c.txt')).toBe('one two');
  expect(await readText(store, 'a/z.txt')).toBe('again');
  expect(store.locate('a/z.txt')).toBe(join(folder, 'new/a/z.txt'));
});

test('what is not there reads as absent, and so does a folder', async () => {
  const store = folderStore(freshFolder());
  await store.write('a/b.txt', ['']);
  expect(await store.read('a/c.txt')).toBeUndefined();
  expect(await store.read('a')).toBeUndefined();
});

test('links to files are files; links to nothing and half-written files are not', async () => {
  const folder = freshFolder();
  writeFileSync(join(folder, 'real.json'), '{}');
  symlinkSync(join(folder, 'real.json'), join(folder, 'link.json'));
  symlinkSync(join(folder, 'gone.json'), join(folder, 'dead.json'));
  writeFileSync(join(folder, 'half.json.partial-123'), '{');
  expect(await folderStore(folder).list('')).toEqual(['link.json', 'real.json']);
});

test('an object that is to be written once stays as it was first', async () => {
  const store = folderStore(freshFolder());
  expect(await store.writeOnce('a/b.txt', 'first')).toBe(true);
  expect(await store.writeOnce('a/b.txt', 'second')).toBe(false);
  expect(await readText(store, 'a/b.txt')).toBe('first');
  expect(await store.list('')).toEqual(['a/b.txt']);
});

test('of many who write once at the same time, one does', async () => {
  const store = folderStore(freshFolder());
  const wrote = await Promise.all(Array.from({ length: 20 }, (_, index) => store.writeOnce('a.txt', String(index))));
  expect(wrote.filter(Boolean)).toHaveLength(1);
  expect(await store.list('')).toEqual(['a.txt']);
});

test('chunks that fail half way leave what was there before', async () => {
  const folder = freshFolder();
  const store = folderStore(folder);
  await store.write('a.txt', ['before']);
  const failing = (function* () {
    yield 'half';
    throw new Error('the cloud went away');
  })();
  await expect(store.write('a.txt', failing)).rejects.toThrow('the cloud went away');
  expect(readFileSync(join(folder, 'a.txt'), 'utf8')).toBe('before');
  expect(readdirSync(folder)).toEqual(['a.txt']);
});

test.each([
  [
    'a folder that is not there',
    () => folderStore('/nowhere/at/all').list(''),
    /^cannot read the folder \/nowhere\/at\/all: no such file or folder \(ENOENT\)$/,
  ],
  [
    'a name that is taken by a folder',
    async () => {
      const folder = freshFolder();
      mkdirSync(join(folder, 'a'));
      await folderStore(folder).write('a', ['']);
    },
    /^cannot write .*\/a: it is a folder \(EISDIR\)$/,
  ],
])('%s is told in words', async (_, act, message) => {
  await expect(act()).rejects.toMatchObject({ name: 'UsageError', message: expect.stringMatching(message) });
});

test('an error that is none of a disk stays as it is', () => {
  const bug = new Error('bug');
  expect(explainDiskError(bug, 'x')).toBe(bug);
  expect(explainDiskError(undefined, 'x')).toBeUndefined();
  const odd = Object.assign(new Error('odd'), { code: 'constructor' });
  expect(explainDiskError(odd, 'x')).toBe(odd);
});

describe('a staged folder', () => {
  const content = (folder: string): Readonly<Record<string, string>> =>
    Object.fromEntries(
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name), 'utf8')]),
    );

  test('shows nothing before it is whole, then replaces what is its own and keeps the rest', async () => {
    const folder = join(freshFolder(), 'report');
    mkdirSync(join(folder, 'old'), { recursive: true });
    writeFileSync(join(folder, 'old/a.txt'), 'of last night');
    writeFileSync(join(folder, 'report.json'), 'of last night');
    writeFileSync(join(folder, 'mine.txt'), 'not to be touched');
    const staged = await stageFolder(folder, ['report.json', 'old']);
    await staged.store.write('report.json', ['of tonight']);
    await staged.store.write('new/b.txt', ['new']);
    expect(content(folder)).toEqual({
      'a.txt': 'of last night',
      'report.json': 'of last night',
      'mine.txt': 'not to be touched',
    });
    await staged.commit();
    expect(content(folder)).toEqual({ 'report.json': 'of tonight', 'b.txt': 'new', 'mine.txt': 'not to be touched' });
    expect(readdirSync(join(folder, '..'))).toEqual(['report']);
  });

  test('leaves the target as it was when it is given up', async () => {
    const folder = join(freshFolder(), 'report');
    const staged = await stageFolder(folder, []);
    await staged.store.write('report.json', ['half']);
    staged.discard();
    expect(existsSync(folder)).toBe(false);
    expect(readdirSync(join(folder, '..'))).toEqual([]);
  });

  test('names a target that cannot be', async () => {
    const file = join(freshFolder(), 'file');
    writeFileSync(file, '');
    await expect(stageFolder(join(file, 'report'), [])).rejects.toMatchObject({
      name: 'UsageError',
      message: expect.stringMatching(/^cannot write to .*\/file\/report: a part of the path is a file/),
    });
    await expect(stageFolder(file, [])).rejects.toMatchObject({
      name: 'UsageError',
      message: `cannot write to ${file}: it is a file, not a folder`,
    });
    unlinkSync(file);
  });

  test('ends where a link leads nowhere', async () => {
    const folder = freshFolder();
    symlinkSync(join(folder, 'nowhere'), join(folder, 'link'));
    const wanted = { name: 'UsageError', message: `cannot write to ${folder}/link: it is a link that leads nowhere` };
    await expect(stageFolder(join(folder, 'link', 'report'), [])).rejects.toMatchObject(wanted);
    await expect(folderStore(join(folder, 'link')).write('a', ['x'])).rejects.toMatchObject(wanted);
    await expect(folderStore(join(folder, 'link')).writeOnce('a', 'x')).rejects.toMatchObject(wanted);
  });

  // There the folder above exists, and making one in it says that it does not; whoever tries again tries for ever.
  (existsSync('/proc/self') ? test : test.skip)('ends under /proc', async () => {
    const refused = {
      name: 'UsageError',
      message: expect.stringMatching(
        /^cannot write .*: (no such file or folder \(ENOENT\)|permission denied \(\w+\))$/,
      ),
    };
    await expect(stageFolder('/proc/posture/report', [])).rejects.toMatchObject(refused);
    await expect(stageFolder('/proc/posture', [])).rejects.toMatchObject(refused);
    await expect(folderStore('/proc/posture').write('a/b', ['x'])).rejects.toMatchObject(refused);
    await expect(folderStore('/proc/posture').writeOnce('a/b', 'x')).rejects.toMatchObject(refused);
  });
});
