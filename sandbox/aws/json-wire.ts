import { isHeader, momentOf, type NormalizedSchema, wireName } from './operation.ts';

/** `date-time` among the SDK's timestamp formats; JSON services write seconds where no format is named. */
const DATE_TIME = 5;

/** A recorded value as a JSON service writes it: its own names, moments as seconds. */
export function toJson(value: unknown, schema: NormalizedSchema): unknown {
  if (value === undefined || value === null) return undefined;
  if (schema.isStructSchema()) {
    const fields = value as Readonly<Record<string, unknown>>;
    return Object.fromEntries(
      [...schema.structIterator()]
        .filter(([, member]) => !isHeader(member))
        .map(([name, member]) => [wireName(member, name, 'jsonName'), toJson(fields[name], member)]),
    );
  }
  if (schema.isListSchema()) return (value as unknown[]).map((each) => toJson(each, schema.getValueSchema()));
  if (schema.isMapSchema()) return mapValues(value as object, (each) => toJson(each, schema.getValueSchema()));
  if (schema.isTimestampSchema()) {
    const moment = momentOf(value);
    return schema.getSchema() === DATE_TIME ? moment.toISOString() : moment.getTime() / 1000;
  }
  return value;
}

/** What a JSON request says, under the names that the SDK and our snapshots use. */
export function fromJson(value: unknown, schema: NormalizedSchema): unknown {
  if (value === undefined || value === null) return undefined;
  if (schema.isStructSchema()) {
    const fields = value as Readonly<Record<string, unknown>>;
    const read = [...schema.structIterator()].map(([name, member]) => [
      name,
      fromJson(fields[wireName(member, name, 'jsonName')], member),
    ]);
    return Object.fromEntries(read.filter(([, each]) => each !== undefined));
  }
  if (schema.isListSchema()) return (value as unknown[]).map((each) => fromJson(each, schema.getValueSchema()));
  if (schema.isMapSchema()) return mapValues(value as object, (each) => fromJson(each, schema.getValueSchema()));
  if (schema.isTimestampSchema()) {
    return (typeof value === 'number' ? new Date(value * 1000) : momentOf(value)).toISOString();
  }
  return value;
}

const mapValues = (map: object, change: (value: unknown) => unknown): object =>
  Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]));
