// Sets the colour scheme before the first paint. A file of its own, because the page's
// Content-Security-Policy allows no inline script.
;(function () {
  var chosen = null
  try {
    chosen = window.localStorage.getItem('spoor-colour-scheme')
  } catch {
    // Storage may be forbidden; the system's scheme is a good answer then.
  }
  var dark =
    chosen === 'dark' ||
    (chosen !== 'light' && window.matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
})()
