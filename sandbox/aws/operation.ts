import { NormalizedSchema } from '@smithy/core/schema';

export { NormalizedSchema };

/** One operation of a service, as the SDK's own runtime schemas describe it. */
export interface Operation {
  readonly name: string;
  readonly input: NormalizedSchema;
  readonly output: NormalizedSchema;
  /** Method and path of services that have one path for each operation. */
  readonly http?: { readonly method: string; readonly path: string };
}

/** A schema of the SDK: `[9, namespace, name, traits, input, output]`. */
type OperationSchema = readonly [9, string, string, unknown, () => unknown, () => unknown];

const isOperation = (value: unknown): value is OperationSchema => Array.isArray(value) && value[0] === 9;

/**
 * The operations of a client package, by name: every export `<Operation>$` that is the schema of one.
 *
 * The schemas are no documented API of the SDK. They are what makes the sandbox generic, and only the sandbox reads them.
 */
export function operationsOf(sdk: Readonly<Record<string, unknown>>): ReadonlyMap<string, Operation> {
  const operations = new Map<string, Operation>();
  for (const [exported, value] of Object.entries(sdk)) {
    if (!exported.endsWith('$') || !isOperation(value)) continue;
    const [, , name, traits, input, output] = value;
    const http = (traits as { http?: readonly [string, string, number] } | 0) || {};
    operations.set(name, {
      name,
      input: schemaOf(input),
      output: schemaOf(output),
      ...(http.http ? { http: { method: http.http[0], path: http.http[1] } } : {}),
    });
  }
  return operations;
}

const schemaOf = (reference: unknown): NormalizedSchema =>
  NormalizedSchema.of(reference as Parameters<typeof NormalizedSchema.of>[0]);

/** What the wire calls a member. */
export const wireName = (member: NormalizedSchema, name: string, trait: 'xmlName' | 'jsonName'): string =>
  member.getMemberTraits()[trait] ?? name;

/** A moment as a recorded call has it. */
export const momentOf = (value: unknown): Date => (value instanceof Date ? value : new Date(String(value)));

/** Whether a member travels beside the body. */
export const isHeader = (member: NormalizedSchema): boolean => member.getMemberTraits().httpHeader !== undefined;

/** The members of an answer that travel as headers. */
export function headersOf({ output }: Operation, answer: Readonly<Record<string, unknown>>): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, member] of output.structIterator()) {
    const header = member.getMemberTraits().httpHeader;
    const value = answer[name];
    if (header !== undefined && (typeof value === 'string' || typeof value === 'number'))
      headers[header.toLowerCase()] = String(value);
  }
  return headers;
}
