import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Where `vite` (the development server) finds the API. */
const api = process.env.SPOOR_API ?? 'http://127.0.0.1:7300'

export default defineConfig({
  plugins: [react()],
  build: {
    target: 'es2022',
    // No inlined data: URLs and no modulepreload polyfill: the page runs under a strict
    // Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      treeshake: {
        // The wire schemas are only types to the page; without this their construction stays in.
        moduleSideEffects: (id) => !id.includes('/packages/model/dist/'),
      },
      output: {
        codeSplitting: {
          groups: [
            { name: 'echarts', test: /node_modules\/(echarts|zrender)\// },
            { name: 'editor', test: /node_modules\/(@codemirror|@lezer)\// },
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\// },
            { name: 'mantine', test: /node_modules\/(@mantine|@floating-ui)\// },
          ],
        },
      },
    },
  },
  server: { host: '127.0.0.1', proxy: { '/api': api } },
})
