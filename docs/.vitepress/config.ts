import { existsSync } from 'node:fs'
import path from 'node:path'
import { defineConfig, type Plugin } from 'vitepress'

/** What browsers want before they give a page memory that threads can share, while developing. */
const isolation: Plugin = {
  name: 'isolation',
  configureServer({ middlewares }) {
    middlewares.use((_, response, next) => {
      response.setHeader('Cross-Origin-Opener-Policy', 'same-origin')
      response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp')
      next()
    })
  },
}

/** Written by the command that measures; a site without it has all other pages. */
const results = existsSync(path.join(import.meta.dirname, '../results.md'))
  ? [{ text: 'Results', link: '/results' }]
  : []

export default defineConfig({
  title: 'KQ',
  description: 'Second-order training of neural networks in JavaScript',
  head: [['link', { rel: 'icon', href: '/icon.svg', type: 'image/svg+xml' }]],
  markdown: { math: true },
  themeConfig: {
    nav: [
      { text: 'Guide', link: '/getting-started', activeMatch: '^/(getting-started|architecture)' },
      { text: 'Examples', link: '/examples/mnist-autoencoder', activeMatch: '^/examples/' },
      { text: 'Methods', link: '/methods/', activeMatch: '^/methods/' },
      { text: 'Minimisers', link: '/minimize/', activeMatch: '^/minimize/' },
      { text: 'Linear algebra', link: '/linalg/', activeMatch: '^/linalg/' },
    ],
    sidebar: [
      { text: 'Getting started', link: '/getting-started' },
      {
        text: 'Examples',
        items: [
          { text: 'MNIST autoencoder', link: '/examples/mnist-autoencoder' },
          { text: 'Your own table', link: '/examples/csv' },
          {
            // Pages that compute while they are read: a folder with a component, and a page that imports it.
            text: 'In the browser',
            items: [{ text: 'Train in the browser', link: '/examples/train-in-the-browser' }],
          },
        ],
      },
      {
        text: 'Methods',
        items: [
          { text: 'Overview and notation', link: '/methods/' },
          { text: 'K-BFGS', link: '/methods/k-bfgs' },
          { text: 'Damping and its bounds', link: '/methods/damping' },
          { text: 'K-BFGS(L)', link: '/methods/k-bfgs-l' },
          { text: 'KFAC', link: '/methods/kfac' },
          { text: 'First-order methods', link: '/methods/first-order' },
        ],
      },
      {
        text: 'Minimisers',
        items: [
          { text: 'Overview', link: '/minimize/' },
          { text: 'L-BFGS', link: '/minimize/lbfgs' },
          { text: 'L-BFGS-B', link: '/minimize/lbfgsb' },
          { text: 'BFGS', link: '/minimize/bfgs' },
          { text: 'Gradient descent', link: '/minimize/gradient-descent' },
          { text: 'Newton-CG', link: '/minimize/newton-cg' },
          { text: 'Trust region', link: '/minimize/trust-region' },
          { text: 'Levenberg and Marquardt', link: '/minimize/levenberg-marquardt' },
          { text: 'Line searches', link: '/minimize/line-searches' },
          { text: 'Beside SciPy’s', link: '/minimize/scipy' },
        ],
      },
      {
        text: 'Linear algebra',
        items: [
          { text: 'Overview', link: '/linalg/' },
          { text: 'Decompositions', link: '/linalg/decompositions' },
          { text: 'Kronecker products', link: '/linalg/kronecker' },
        ],
      },
      { text: 'Derivatives', link: '/derivatives' },
      ...results,
      { text: 'Architecture', link: '/architecture' },
    ],
    outline: [2, 3],
    search: { provider: 'local' },
  },
  vite: {
    // The packages from their sources, and gpu.js, an optional peer of one, from this folder.
    resolve: { conditions: ['@kq/source'], dedupe: ['gpu.js'] },
    worker: { format: 'es' },
    plugins: [isolation],
    // gpu.js alone is larger than what Vite warns of; it is loaded when a GPU is chosen.
    build: { chunkSizeWarningLimit: 1300 },
    // Found at the start instead of on the way, which would reload the page.
    optimizeDeps: {
      include: ['comlink', 'gpu.js', 'uplot', '@kq/linalg > pure-rand/generator/xoroshiro128plus'],
    },
  },
})
