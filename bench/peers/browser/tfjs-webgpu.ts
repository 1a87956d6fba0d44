import '@tensorflow/tfjs-backend-webgpu'
import * as library from '@tensorflow/tfjs-core'
import { answerInPage } from '../../contest/page.ts'
import { tensorFlow } from '../internal/tfjs.ts'

answerInPage(() => tensorFlow(library, 'webgpu'))
