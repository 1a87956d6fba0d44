declare namespace Mocha {
  interface Context {
    /** Skips this test, or from `before` all tests of the suite, and reports why. */
    skipBecause(reason: string): never
  }
}
