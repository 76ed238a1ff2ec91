import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './app/mantine-styles.js'
import './app/styles.css'
import { App } from './app/app.js'

const root = document.getElementById('root')
if (root === null) throw new Error('The page has no #root to draw in.')
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
