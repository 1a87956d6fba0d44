// Packages of bench/peers/package.json: their types are not there when ours are checked.
declare module '@jax-js/jax'
declare module '@tensorflow/tfjs-backend-webgpu'
declare module '@tensorflow/tfjs-core'
