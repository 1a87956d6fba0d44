interface Choice {
  readonly label: string
  /** In a few words, for newcomers. */
  readonly summary: string
}

/** What computes, as the page names it. */
export const engineChoices = {
  webgpu: { label: 'WebGPU', summary: 'the graphics card' },
  webgl2: { label: 'WebGL2', summary: 'the graphics card, in older browsers too' },
  wasm: { label: 'WebAssembly', summary: 'the processor' },
} as const satisfies Readonly<Record<string, Choice>>

/** What learns, as the page names it. */
export const methodChoices = {
  kbfgs: { label: 'K-BFGS', summary: 'curvature from how gradients change' },
  'kbfgs-l': { label: 'K-BFGS(L)', summary: 'from the last 100 changes only' },
  kfac: { label: 'KFAC', summary: 'curvature from the Fisher matrix' },
  adam: { label: 'Adam', summary: 'a step size for each weight' },
  rmsprop: { label: 'RMSprop', summary: 'a step size for each weight' },
  sgd: { label: 'SGD', summary: 'the gradient, with momentum' },
} as const satisfies Readonly<Record<string, Choice>>

export type EngineName = keyof typeof engineChoices
export type MethodName = keyof typeof methodChoices

export const engineNames = Object.keys(engineChoices) as readonly EngineName[]
export const methodNames = Object.keys(methodChoices) as readonly MethodName[]
