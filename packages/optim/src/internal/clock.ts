/*
 * The two things of the platform that training needs, present in Node, browsers and workers alike
 * and declared here because the package knows neither Node's nor the DOM's types.
 */
declare const performance: { now(): number }
declare const setTimeout: (callback: () => void, milliseconds: number) => unknown

/** Seconds from some fixed moment. */
export const seconds = (): number => performance.now() / 1000

/** Lets timers, input and rendering have their turn. */
export const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))
