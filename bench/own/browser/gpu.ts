/*
 * Our GPU engine in a page: `?gemm=wgsl+64`.
 */
import { type GemmKernel, openGpuEngine } from '@kq/gpu/open-gpu-engine'
import { answerInPage } from '../../contest/page.ts'
import { waitingSolver } from '../waiting-solver.ts'

const { location } = globalThis as unknown as { readonly location: { readonly search: string } }

answerInPage(async () => {
  const gemm = new URLSearchParams(location.search).get('gemm') as GemmKernel
  const { engine, adapter } = await openGpuEngine({ mode: 'webgpu', gemm })
  return waitingSolver(`WebGPU on ${adapter}`, engine)
})
