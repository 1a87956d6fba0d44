import { identity } from './src/constant.ts'
import { EigenvalueDecomposition, Matrix as ML } from 'ml-matrix'
import { matrix } from './src/as-matrix.ts'
import { compactForm } from './src/compact-form.ts'
import { doubleDamping } from './src/damping.ts'
import { hostEngine } from './src/host.ts'
import { appendPair, emptyPairs, twoLoop } from './src/lbfgs.ts'
import { createRandom } from './src/random.ts'
import { gemm } from './src/gemm.ts'
import type { HostMatrix } from './src/host.ts'

const f32 = Math.fround
const n = 200, p = 100
for (const [seed, noise, mom, mu2, yn, decay, growth, neg] of [
[1,.001,.9,.55,1,1,1.3,-1],[2,.001,.9,.55,1,1,1.4,-1],[2,.001,.9,.55,1,1,1.5,-1],[1,.0001,.9,.55,1,1,1.2,-1],[1,.0001,.9,.55,1,1,1.3,-1],[2,.0001,.9,.55,1,1,1.4,-1],[2,.0001,.9,.55,1,.9,1.4,-1],[2,.0001,.9,.55,1,.8,1.4,-1]] as const) {
  const r = createRandom(seed)
  const h = Array.from({ length: n }, (_, i) => 10 ** (-3 + 4 * i / n)) // curvature
  let base = h.map(() => r.normal())
  let sb = h.map(() => 0), yb = h.map(() => 0)
  let pairs = emptyPairs(p, n)
  const list: [number[], number[]][] = []
  let mins=1
  for (let k = 0; k < p; k++) {
    const s = base.map((b) => decay**k*1e-3*(b + noise * r.normal()))
    const y = s.map((x, i) => growth**k*(neg*h[i] * x + decay**k*1e-3*noise * r.normal()*yn) )
    sb = sb.map((x, i) => mom * x + (1 - mom) * s[i]); yb = yb.map((x, i) => mom * x + (1 - mom) * y[i])
    const d = doubleDamping((v: HostMatrix) => twoLoop(pairs, v), sb, yb, { mu2 })
    const S = d.s.toArray().flat().map(f32), Y = d.y.toArray().flat().map(f32)
    list.push([S, Y]); pairs = appendPair(pairs, S, Y)
  }
  const e = hostEngine({ dtype: 'float32' })
  const p32 = { S: matrix(pairs.S.toArray(), e), Y: matrix(pairs.Y.toArray(), e) }
  // incremental inverse in f32
  const Ri = Array.from({ length: p }, () => new Float32Array(p))
  const dot = (a: number[], b: number[]) => { let t = 0; for (let i = 0; i < n; i++) t = f32(t + f32(a[i] * b[i])); return t }
  for (let k = 0; k < p; k++) {
    const [, y] = list[k]; const sy = dot(list[k][0], y)
    const c = list.slice(0, k).map(([s]) => dot(s, y))
    for (let i = 0; i < k; i++) { let t = 0; for (let j = i; j < k; j++) t = f32(t + f32(Ri[i][j] * c[j])); Ri[i][k] = f32(-t / sy) }
    Ri[k][k] = f32(1 / sy)
  }
  const v = h.map(() => r.normal()).map(f32)
  const ref = twoLoop(pairs, v)
  const norm = (x: HostMatrix) => Math.sqrt(gemm(x, x, { transposeA: true }).get(0, 0))
  const err = (x: HostMatrix) => { const a = x.toArray().flat(); const b = ref.toArray().flat(); return Math.sqrt(a.reduce((t, q, i) => t + (q - b[i]) ** 2, 0)) / norm(ref) }
  // authors: P = Rinv S (p×n) ; Hv = v + Pᵀ[(Δ+YYᵀ)Pv − Yv] − YᵀPv
  const RI = matrix(Ri.map((x) => Array.from(x)), e)
  const P = gemm(RI, p32.S)
  const V = matrix(v, e)
  const I = identity(n,1,e)
  const Pv = gemm(P, V)
  const D = matrix(list.map(([s, y], i) => list.map((_, j) => (i === j ? dot(s, y) : 0))), e)
  const M = gemm(p32.Y, p32.Y, { transposeB: true, c: D })
  const inner = gemm(M, Pv, { c: gemm(p32.Y, V, { alpha: -1 }) })
  const H1 = gemm(P, inner, { transposeA: true, c: gemm(p32.Y, Pv, { transposeA: true, alpha: -1, c: V }) })

  const HA=(V:any)=>{const Pv=gemm(P,V);return gemm(P, gemm(M, Pv, { c: gemm(p32.Y, V, { alpha: -1 }) }), { transposeA: true, c: gemm(p32.Y, Pv, { transposeA: true, alpha: -1, c: V }) })}
  const full=(H:any)=>{const A=H.toArray(); return new EigenvalueDecomposition(new ML(A.map((row:any,i:number)=>row.map((x:number,j:number)=>(x+A[j][i])/2))),{assumeSymmetric:true}).realEigenvalues.sort((a:number,b:number)=>a-b)}
  const ends=(H:any)=>{const q=full(H);return [q[0],q[1],q.at(-2),q.at(-1)].map(x=>x!.toExponential(3)).join(' ')}
  console.log('  ref',ends(twoLoop(pairs,identity(n,1))),'two',ends(twoLoop(p32,I)),'compact',ends(compactForm(p32).toDense()),'authors',ends(HA(I)))
  console.log(JSON.stringify({ noise, mom, mu2 ,neg,yn,decay,growth}), 'normHv', norm(ref), 'two', err(twoLoop(p32, v)), 'compact', err(compactForm(p32).apply(V)), 'dense', err(gemm(compactForm(p32).toDense(), V)), 'authors', err(H1), 'two f64 vs compact f64', err(compactForm(pairs).apply(v)))
}
