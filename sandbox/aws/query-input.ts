import type { NormalizedSchema } from './operation.ts';

/** The two query protocols write the same request under different names. */
export type QueryDialect = 'ec2' | 'query';

/** Parameters by the part of their name up to the next dot. */
interface Tree {
  value?: string;
  readonly parts: Map<string, Tree>;
}

/** The request that flat parameters such as `Filter.1.Value.2` stand for, as the SDK was given it. */
export function fromQuery(
  params: URLSearchParams,
  schema: NormalizedSchema,
  dialect: QueryDialect,
): Record<string, unknown> {
  const root: Tree = { parts: new Map() };
  for (const [name, value] of params) {
    let at = root;
    for (const part of name.split('.')) {
      const next = at.parts.get(part) ?? { parts: new Map<string, Tree>() };
      at.parts.set(part, next);
      at = next;
    }
    at.value = value;
  }
  return read(root, schema, dialect) as Record<string, unknown>;
}

function read(tree: Tree, schema: NormalizedSchema, dialect: QueryDialect): unknown {
  if (schema.isStructSchema()) {
    const fields: Record<string, unknown> = {};
    for (const [name, member] of schema.structIterator()) {
      const part = tree.parts.get(parameterName(name, member, dialect));
      if (part) fields[name] = read(part, member, dialect);
    }
    return fields;
  }
  if (schema.isListSchema()) {
    const of = schema.getValueSchema();
    const flat = dialect === 'ec2' || schema.getMergedTraits().xmlFlattened;
    const items = flat ? tree : tree.parts.get(of.getMergedTraits().xmlName ?? 'member');
    return [...(items?.parts ?? [])]
      .sort(([a], [b]) => Number(a) - Number(b))
      .map(([, item]) => read(item, of, dialect));
  }
  const value = tree.value ?? '';
  if (schema.isNumericSchema()) return Number(value);
  if (schema.isBooleanSchema()) return value === 'true';
  return value;
}

function parameterName(name: string, member: NormalizedSchema, dialect: QueryDialect): string {
  const { ec2QueryName, xmlName } = member.getMemberTraits();
  if (dialect === 'query') return xmlName ?? name;
  const written = (ec2QueryName as string | undefined) ?? xmlName ?? name;
  return written.charAt(0).toUpperCase() + written.slice(1);
}
