import * as library from '@jax-js/jax'
import { answerInPage } from '../../contest/page.ts'
import { jax } from '../internal/jax.ts'

answerInPage(() => jax(library, 'webgpu'))
