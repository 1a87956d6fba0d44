// The system's fonts instead of a downloaded one.
export { default } from 'vitepress/theme-without-fonts'
