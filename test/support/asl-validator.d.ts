/** The package has types of its own, but nothing that leads to them. */
declare module 'asl-validator' {
  export default function validate(definition: unknown): { readonly errors: readonly unknown[] };
}
