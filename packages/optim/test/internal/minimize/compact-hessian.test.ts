import assert from 'node:assert/strict'
import fc from 'fast-check'
import { allFree, compactHessian } from '../../../src/internal/minimize/compact-hessian.ts'
import { solveFree } from '../../../src/internal/minimize/bounded-model-step.ts'
import { assertNear } from '../../support/assert-near.ts'
import { dotOf, pointAt, randomModel, solveDense, times } from '../../support/dense-model.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)
const of = (...values: number[]): Float64Array => Float64Array.from(values)

describe('compactHessian', () => {
  it('is the matrix that BFGS makes of its pairs', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const { hessian, B, n, random } = randomModel(seed)
        const v = Float64Array.from({ length: n }, () => random.normal())
        const theta = hessian.theta()
        const product = v.map((value) => theta * value)
        if (hessian.count() > 0) {
          const middle = hessian.middle()
          assert.ok(middle)
          hessian.accumulate(-1, middle.solve(hessian.transposed(v)), product)
        }
        assertNear([[...product]], [times(B, v)], 1e-7, 'B v')
      }),
      { numRuns },
    )
  })

  it('has the rows of W that W ᵀv is made of', () => {
    const { hessian, n } = randomModel(7)
    assert.ok(hessian.count() > 0)
    for (let i = 0; i < n; i++) {
      const row = new Float64Array(2 * hessian.count())
      hessian.row(i, row)
      assert.deepEqual(
        row,
        hessian.transposed(Float64Array.from({ length: n }, (_, j) => +(i === j))),
      )
    }
  })

  it('has the inverse of the part that belongs to some variables', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const { hessian, B, n, random } = randomModel(seed)
        if (hessian.count() === 0) return
        const indices = Array.from({ length: n }, (_, i) => i)
        const isFree = indices.map(() => random.uniform() < 0.6)
        const free = indices.filter((i) => isFree[i])
        const r = Float64Array.from(indices, (i) => (isFree[i] ? random.normal() : 0))
        const part = free.map((i) => free.map((j) => B[i][j]))
        const expected = solveDense(
          part,
          free.map((i) => r[i]),
        )
        const fixed = indices.filter((i) => !isFree[i])
        assert.ok(
          solveFree(hessian, { free: Int32Array.from(free), fixed: Int32Array.from(fixed) }, r),
        )
        assert.ok(fixed.every((i) => r[i] === 0))
        if (free.length > 0) assertNear([free.map((i) => r[i])], [expected], 1e-7, 'd')
      }),
      { numRuns },
    )
  })

  it('meets the secant equation of its newest pair', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const { hessian, s, y, n } = randomModel(seed)
        if (hessian.count() === 0) return
        const v = Float64Array.from(y.at(-1) as Float64Array)
        assert.ok(solveFree(hessian, allFree(n), v))
        assertNear([[...v]], [[...(s.at(-1) as Float64Array)]], 1e-7, 'H y')
      }),
      { numRuns },
    )
  })

  it('keeps as many pairs as it may, and forgets them', () => {
    const { hessian, memory, s } = randomModel(7)
    assert.equal(hessian.count(), s.length)
    assert.ok(s.length <= memory)
    hessian.clear(3)
    assert.deepEqual([hessian.count(), hessian.theta()], [0, 3])
  })

  it('measures θ along the variables that moved', () => {
    const hessian = compactHessian(2, 2)
    hessian.add(pointAt(of(0, 0), of(0, 0)), pointAt(of(2, 0), of(6, 100)))
    assert.equal(hessian.theta(), 3)
  })

  it('refuses pairs without curvature, says how far they led all the same', () => {
    const hessian = compactHessian(2, 2)
    const start = pointAt(of(0, 0), of(0, 0))
    for (const y of [of(-1, 0), of(0, 1), of(Number.NaN, 0), of(0, 0)]) {
      assert.equal(hessian.add(start, pointAt(of(0.5, 0), y)), 0.5)
      assert.equal(hessian.count(), 0)
    }
    assert.equal(hessian.add(start, start), 0)
    assert.equal(hessian.add(start, pointAt(of(0.5, 0), of(1, 0))), 0.5)
    assert.equal(hessian.count(), 1)
  })

  it('loses nothing of the free variables to the size of the others', () => {
    const hessian = compactHessian(3, 3)
    const start = pointAt(of(0, 0, 0), of(0, 0, 0))
    hessian.add(start, pointAt(of(1, 0.5, 0), of(2, 1, 1e14)))
    hessian.add(start, pointAt(of(0.2, 1, 0), of(0.5, 3, -3e14)))
    const r = of(1, -2, 0)
    const parts = { free: Int32Array.of(0, 1), fixed: Int32Array.of(2) }
    assert.ok(solveFree(hessian, parts, r))
    const small = compactHessian(3, 2)
    const begin = pointAt(of(0, 0), of(0, 0))
    small.add(begin, pointAt(of(1, 0.5), of(2, 1)))
    small.add(begin, pointAt(of(0.2, 1), of(0.5, 3)))
    const expected = of(1, -2)
    assert.ok(solveFree(small, allFree(2), expected))
    assertNear([[...r.slice(0, 2)]], [[...expected]], 1e-12, 'd')
    assert.ok(dotOf(r, of(1, -2, 0)) > 0)
  })
})
