export { TodayPage } from './today-page.js'
