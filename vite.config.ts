import path from 'node:path'
import { reactRouter } from '@react-router/dev/vite'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig, type Plugin } from 'vite'

const root = import.meta.dirname
const src = path.join(root, 'src') + path.sep

export default defineConfig({
  plugins: [srcBelongsToNode(), tailwindcss(), reactRouter()],
  build: { target: 'es2022', assetsInlineLimit: 0 },
  environments: { ssr: { build: { rollupOptions: { input: './web/server.ts' } } } },
})

/** Pages on the server share Node's own copy of `src/`: one module state, one clock, one of everything. */
function srcBelongsToNode(): Plugin {
  return {
    name: 'src-belongs-to-node',
    enforce: 'pre',
    applyToEnvironment: (environment) => environment.name === 'ssr',
    resolveId(source, importer) {
      if (importer === undefined || !source.startsWith('.')) return
      const file = path.resolve(path.dirname(importer), source)
      if (!file.startsWith(src)) return
      const id = path.relative(path.join(root, 'build/server'), file).replaceAll(path.sep, '/')
      return { id, external: true }
    },
  }
}
