/**
 * Imports a package of `bench/peers/package.json`. Its types are not there when ours are checked, so
 * the caller says what it uses of it.
 */
export async function importInstalled<T>(name: string): Promise<T> {
  const module = (await import(name)) as T & { readonly default?: T }
  // CommonJS: all of it, under one name.
  return module.default ?? module
}
