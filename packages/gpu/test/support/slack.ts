/**
 * By how much GPUs may exceed the error budgets of IEEE 754 arithmetic: WGSL leaves exp 3 + 2 |x|
 * units in the last place, and a division 2.5.
 */
export const slack = 16
