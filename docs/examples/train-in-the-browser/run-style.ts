import type { EngineName, MethodName } from './choices.ts'

/** By method, on a light and on a dark page: after Okabe and Ito, who chose for colour-blind readers. */
const colors: Readonly<Record<MethodName, readonly [light: string, dark: string]>> = {
  kbfgs: ['#0072b2', '#56b4e9'],
  'kbfgs-l': ['#007a5a', '#2fc79a'],
  kfac: ['#b0408a', '#e38fc4'],
  adam: ['#c44e00', '#ff8a3d'],
  rmsprop: ['#8a6d00', '#f0c83c'],
  sgd: ['#555555', '#bbbbbb'],
}

/** By engine: lengths of dashes and gaps in pixels. */
const dashes: Readonly<Record<EngineName, readonly number[]>> = {
  webgpu: [8, 5],
  webgl2: [2, 3],
  wasm: [],
}

export const runColor = (method: MethodName, isDark: boolean): string =>
  colors[method][isDark ? 1 : 0]

export const runDash = (engine: EngineName): readonly number[] => dashes[engine]
