// The system's fonts instead of a downloaded one.
import './pages.css'

export { default } from 'vitepress/theme-without-fonts'
