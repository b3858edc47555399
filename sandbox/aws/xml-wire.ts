import { isHeader, momentOf, type NormalizedSchema, wireName } from './operation.ts';

/** Control characters, which would be lost between tags as they are, and what markup is made of. */
const SPECIAL = /[<>&"\p{Cc}]/gu;

/** Text as it stands between tags. */
export const escapeXml = (text: string): string =>
  text.replace(SPECIAL, (character) => `&#${character.charCodeAt(0)};`);

/**
 * One element with what it holds, named as the schema says. An absent value is no element, an empty list an empty one.
 *
 * `item` is what the service calls the items of its lists where the schema does not say.
 */
export function toXml(name: string, value: unknown, schema: NormalizedSchema, item: string): string {
  if (value === undefined || value === null) return '';
  if (schema.isListSchema()) {
    const of = schema.getValueSchema();
    const values = Array.isArray(value) ? value : [value];
    if (schema.getMergedTraits().xmlFlattened) return values.map((each) => toXml(name, each, of, item)).join('');
    const tag = of.getMergedTraits().xmlName ?? item;
    return element(name, values.map((each) => toXml(tag, each, of, item)).join(''));
  }
  return element(name, toXmlContent(value, schema, item));
}

/** What stands inside the element of a value. */
export function toXmlContent(value: unknown, schema: NormalizedSchema, item: string): string {
  if (schema.isStructSchema()) {
    const fields = value as Readonly<Record<string, unknown>>;
    return [...schema.structIterator()]
      .filter(([, member]) => !isHeader(member))
      .map(([name, member]) => toXml(wireName(member, name, 'xmlName'), fields[name], member, item))
      .join('');
  }
  if (schema.isMapSchema()) {
    return Object.entries(value as object)
      .map(([key, each]) =>
        element('entry', element('key', escapeXml(key)) + toXml('value', each, schema.getValueSchema(), item)),
      )
      .join('');
  }
  if (schema.isTimestampSchema()) return momentOf(value).toISOString();
  return escapeXml(String(value));
}

const element = (name: string, content: string): string => `<${name}>${content}</${name}>`;
