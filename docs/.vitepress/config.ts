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

export default defineConfig({
  title: 'KQ',
  description: 'Second-order training of neural networks in JavaScript',
  head: [['link', { rel: 'icon', href: '/icon.svg', type: 'image/svg+xml' }]],
  themeConfig: {
    nav: [
      { text: 'Guide', link: '/getting-started', activeMatch: '^/(getting-started|architecture)' },
      { text: 'Examples', link: '/examples/train-in-the-browser', activeMatch: '^/examples/' },
    ],
    sidebar: [
      {
        text: 'Guide',
        items: [
          { text: 'Getting started', link: '/getting-started' },
          { text: 'Architecture', link: '/architecture' },
        ],
      },
      {
        text: 'Examples',
        items: [{ text: 'Train in the browser', link: '/examples/train-in-the-browser' }],
      },
    ],
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
