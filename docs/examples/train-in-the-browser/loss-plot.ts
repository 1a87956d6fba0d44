import uPlot from 'uplot'

export interface Curve {
  readonly id: string
  readonly label: string
  /** A CSS colour. */
  readonly color: string
  /** Lengths of dashes and gaps in pixels; empty for a solid line. */
  readonly dash: readonly number[]
  readonly x: readonly number[]
  readonly y: readonly number[]
}

export interface LossPlot {
  draw(curves: readonly Curve[]): void
  /** Takes the colours of the page's theme again. */
  restyle(): void
  remove(): void
}

const height = 280

const cssColor = (element: Element, name: string): string =>
  getComputedStyle(element).getPropertyValue(name).trim()

/** Losses on a logarithmic axis. It fills the width of its parent, and follows it. */
export function lossPlot(parent: HTMLElement, xLabel: string): LossPlot {
  let plot: uPlot | undefined
  let curves: readonly Curve[] = []
  let drawn = ''

  const data = (): uPlot.AlignedData =>
    curves.length === 0
      ? [[], []]
      : uPlot.join(curves.map(({ x, y }) => [x, y] as unknown as uPlot.AlignedData))

  function build(): void {
    plot?.destroy()
    const axis: uPlot.Axis = {
      stroke: cssColor(parent, '--vp-c-text-2'),
      grid: { stroke: cssColor(parent, '--vp-c-divider'), width: 1 },
      ticks: { show: false },
      font: '13px system-ui, sans-serif',
      labelFont: '13px system-ui, sans-serif',
    }
    const options: uPlot.Options = {
      width: parent.clientWidth,
      height,
      legend: { show: false },
      cursor: { show: false },
      scales: {
        x: { time: false, range: (_, __, max) => [0, Math.max(max ?? 10, 1)] },
        y: { distr: 3, range: (_, min, max) => [0.9 * (min ?? 50), 1.1 * (max ?? 500)] },
      },
      axes: [
        { ...axis, size: 32, label: xLabel, labelSize: 22 },
        { ...axis, size: 44, splits: logSplits, filter: (_, splits) => splits, values: labels },
      ],
      series: [
        {},
        ...(curves.length === 0 ? [{}] : curves).map((curve) => ({
          ...('color' in curve && { stroke: curve.color, dash: [...curve.dash] }),
          width: 2,
          spanGaps: true,
          points: { show: false },
        })),
      ],
    }
    plot = new uPlot(options, data(), parent)
  }

  const observer = new ResizeObserver(() => {
    if (parent.clientWidth > 0) plot?.setSize({ width: parent.clientWidth, height })
  })
  build()
  observer.observe(parent)

  return {
    draw(given) {
      curves = given
      const shape = given.map(({ id, color }) => `${id} ${color}`).join()
      if (shape === drawn) plot?.setData(data())
      else build()
      drawn = shape
    },
    restyle: build,
    remove() {
      observer.disconnect()
      plot?.destroy()
    },
  }
}

/** 1, 1.5, 2, 3, 5, 7 times a power of ten, as far as they lie on the axis. */
function logSplits(_: uPlot, __: number, min: number, max: number): number[] {
  const splits: number[] = []
  for (let power = 10 ** Math.floor(Math.log10(min)); power <= max; power *= 10) {
    splits.push(...[1, 1.5, 2, 3, 5, 7].map((digit) => digit * power))
  }
  return splits.filter((split) => split >= min && split <= max)
}

const labels = (_: uPlot, splits: number[]): string[] =>
  splits.map((split) => String(Number(split.toPrecision(3))))
