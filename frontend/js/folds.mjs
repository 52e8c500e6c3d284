/** Menus that lie over the page close when they are left, and on Escape. */
export function closeMenus (page) {
  const menus = () => page.querySelectorAll('details.cm-top__me[open], details.cm-steps[open]')
  page.addEventListener('click', (event) => {
    for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false
  })
  page.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return
    for (const menu of menus()) {
      if (menu.contains(page.activeElement)) menu.querySelector('summary').focus()
      menu.open = false
    }
  })
}

/** Folds that are closed on a phone and stand open, without their heading, on a wide page. The server sends them open. */
export function foldOnPhones (page) {
  const narrow = window.matchMedia('(max-width: 39.99rem)')
  const fit = () => { for (const fold of page.querySelectorAll('details[data-fold]')) fold.open = !narrow.matches }
  narrow.addEventListener('change', fit)
  fit()
}
