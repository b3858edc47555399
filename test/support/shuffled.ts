/** Every list of a JSON value in another order; lists that stand beside each other and are as long keep to the same. */
export function shuffled<T>(value: T, seed: number): T {
  if (Array.isArray(value)) {
    const items = value.map(
      (item, index) => [Math.sin(seed * 9301 + index * 49297), shuffled(item, seed + index)] as const,
    );
    return items.sort(([a], [b]) => a - b).map(([, item]) => item) as T;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shuffled(inner, seed)])) as T;
}
