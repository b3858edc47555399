/** A JSON object of a cloud's answer, of which nothing is promised. */
export type Raw = Readonly<Record<string, unknown>>;

/** Cloud answers are read tolerantly: what is absent, null or of another type is `undefined`, never a throw. */
export const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined;

/** A number, also one written as text. */
export function number(value: unknown): number | undefined {
  const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof read === 'number' && Number.isFinite(read) ? read : undefined;
}

/** A boolean, also one written as text. */
export function boolean(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (value === 'true') return true;
  if (value === 'false') return false;
  return undefined;
}

/** An object, or an empty one. */
export const object = (value: unknown): Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Raw) : {};

/** The objects of a list; an absent or null list is empty. */
export const objects = (value: unknown): readonly Raw[] => parts(value).filter((item) => item !== undefined);

/** The objects of a list that must be understood as a whole: what is none, also in place of the list, is `undefined`. */
export function parts(value: unknown): readonly (Raw | undefined)[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return [undefined];
  return value.map((item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item) ? (item as Raw) : undefined,
  );
}

/** The texts of a list; an absent or null list is empty. */
export const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.flatMap((item) => text(item) ?? []) : [];

/** Tags as the cloud gives them: a list of `{Key, Value}` (or `{TagKey, TagValue}`). Keys and values are anybody's to choose. */
export function tags(value: unknown): Readonly<Record<string, string>> {
  const read: Record<string, string> = Object.create(null);
  for (const tag of objects(value)) {
    const key = text(tag['Key']) ?? text(tag['TagKey']);
    if (key !== undefined) read[key] = text(tag['Value']) ?? text(tag['TagValue']) ?? '';
  }
  return { ...read };
}
