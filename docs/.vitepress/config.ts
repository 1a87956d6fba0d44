import { defineConfig } from 'vitepress'

/** What browsers want before they give a page memory that threads can share. */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
}

export default defineConfig({
  title: 'KQ',
  description: 'Second-order training of neural networks in JavaScript',
  // Relative links of a file that GitHub shows too name it with its folder; READMEs are not pages.
  srcExclude: ['**/README.md'],
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
    // gpu.js alone is larger than what Vite warns of; it is loaded when a GPU is chosen.
    build: { chunkSizeWarningLimit: 1300 },
    server: { headers: isolation },
  },
})
