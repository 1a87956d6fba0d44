/*
 * npm run docs              builds the site into docs/.vitepress/dist
 * npm run docs -- dev       serves it while it is written
 * npm run docs -- preview   serves what was built
 */
import { build, createServer, serve } from 'vitepress'

const folder = import.meta.dirname

const commands: Readonly<Record<string, () => Promise<unknown>>> = {
  build: () => build(folder),
  async dev() {
    const server = await createServer(folder)
    await server.listen()
    server.printUrls()
  },
  preview: () => serve({ root: folder }),
}

const [name = 'build'] = process.argv.slice(2)
if (Object.hasOwn(commands, name)) await commands[name]()
else {
  console.error(`No command "${name}"; there are: ${Object.keys(commands).join(', ')}`)
  process.exitCode = 1
}
