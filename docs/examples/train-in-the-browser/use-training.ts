import { useData } from 'vitepress'
import {
  computed,
  type ComputedRef,
  onBeforeUnmount,
  onMounted,
  type Ref,
  ref,
  shallowRef,
  type ShallowRef,
  useTemplateRef,
  watch,
} from 'vue'
import { engineNames, type EngineName, type MethodName } from './choices.ts'
import { drawImages } from './draw-images.ts'
import { type Curve, type LossPlot, lossPlot } from './loss-plot.ts'
import { createRun, type Images, type Run, runId, type RunningRun } from './run.ts'
import { startWorker } from './start-worker.ts'
import { runColor, runDash } from './run-style.ts'

export interface TrainingPage {
  readonly engine: Ref<EngineName>
  readonly method: Ref<MethodName>
  /** Why engines cannot be chosen; undefined until it is known. */
  readonly refusals: ShallowRef<Partial<Record<EngineName, string>> | undefined>
  /** One for each pair of method and engine; the latest of it. */
  readonly runs: ShallowRef<readonly Run[]>
  /** The run that was started last. */
  readonly current: ComputedRef<Run | undefined>
  /** Whether it trains, or is about to. */
  readonly isActive: ComputedRef<boolean>
  /** The run whose images are shown. */
  readonly shown: ShallowRef<Run | undefined>
  colorOf(run: Run): string
  start(): void
  pauseOrContinue(): void
  reset(): void
}

/** What the page `Training.vue` shows and does. It draws on the template's refs of these names. */
export function useTraining(): TrainingPage {
  const engine = ref<EngineName>('wasm')
  const method = ref<MethodName>('kbfgs')
  const refusals = shallowRef<Partial<Record<EngineName, string>>>()
  const runs = shallowRef<readonly Run[]>([])
  const running = shallowRef<RunningRun>()
  const shown = shallowRef<Run>()
  const { isDark } = useData()

  const bySeconds = useTemplateRef<HTMLElement>('bySeconds')
  const byIterations = useTemplateRef<HTMLElement>('byIterations')
  const inputs = useTemplateRef<HTMLCanvasElement>('inputs')
  const outputs = useTemplateRef<HTMLCanvasElement>('outputs')
  let secondsPlot: LossPlot | undefined
  let iterationsPlot: LossPlot | undefined

  const current = computed(() => running.value?.run)
  const isActive = computed(
    () => current.value?.state === 'opening' || current.value?.state === 'training',
  )

  const colorOf = (run: Run): string => runColor(run.method, isDark.value)

  const curvesOver = (x: 'seconds' | 'iterations'): Curve[] =>
    runs.value.map((run) => ({
      id: run.id,
      label: run.label,
      color: colorOf(run),
      dash: runDash(run.engine),
      x: run[x],
      y: run.losses,
    }))

  function draw(): void {
    secondsPlot?.draw(curvesOver('seconds'))
    iterationsPlot?.draw(curvesOver('iterations'))
  }

  function showImages(run: Run, images: Images): void {
    shown.value = run
    if (inputs.value) drawImages(inputs.value, images.inputs)
    if (outputs.value) drawImages(outputs.value, images.outputs)
  }

  function start(): void {
    running.value?.stop()
    settle()
    const started = createRun(engine.value, method.value, draw, (images) =>
      showImages(started.run, images),
    )
    const id = runId(engine.value, method.value)
    runs.value = [...runs.value.filter((run) => run.id !== id), started.run]
    running.value = started
    void started.resume()
  }

  /** A run that another one ends is over: its worker is gone. */
  function settle(): void {
    const run = current.value
    if (run && run.state !== 'failed') run.state = 'finished'
    runs.value = runs.value.filter(
      ({ iterations, state }) => iterations.length > 0 || state === 'failed',
    )
  }

  function pauseOrContinue(): void {
    if (isActive.value) running.value?.pause()
    else void running.value?.resume()
  }

  function reset(): void {
    running.value?.stop()
    running.value = undefined
    runs.value = []
    shown.value = undefined
    draw()
  }

  async function look(): Promise<void> {
    const worker = startWorker()
    try {
      const found = await Promise.race([worker.calls.refusals(), worker.broken])
      refusals.value = found
      if (found[engine.value]) engine.value = engineNames.find((name) => !found[name]) ?? 'wasm'
    } catch (error) {
      const { message } = error as Error
      refusals.value = Object.fromEntries(engineNames.map((name) => [name, message]))
    } finally {
      worker.stop()
    }
  }

  onMounted(() => {
    secondsPlot = lossPlot(bySeconds.value!, 'seconds of training')
    iterationsPlot = lossPlot(byIterations.value!, 'iterations')
    void look()
  })
  watch(
    isDark,
    () => {
      draw()
      secondsPlot?.restyle()
      iterationsPlot?.restyle()
    },
    { flush: 'post' },
  )
  onBeforeUnmount(() => {
    running.value?.stop()
    secondsPlot?.remove()
    iterationsPlot?.remove()
  })

  return {
    engine,
    method,
    refusals,
    runs,
    current,
    isActive,
    shown,
    colorOf,
    start,
    pauseOrContinue,
    reset,
  }
}
