/** Folds that are closed on a phone and stand open, without their heading, on a wide page. The server sends them open. */
export function foldOnPhones (page) {
  const narrow = window.matchMedia('(max-width: 39.99rem)')
  const fit = () => { for (const fold of page.querySelectorAll('details[data-fold]')) fold.open = !narrow.matches }
  narrow.addEventListener('change', fit)
  fit()
}
