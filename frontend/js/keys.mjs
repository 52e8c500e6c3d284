/** Keys: `/` goes to the search, and each access key is printed with the modifier this browser wants. */

const typing = (element) => element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName)

/** `/` puts the cursor into the page's search, unless something is being typed or a modifier is held. */
export function searchOnSlash (page) {
  const search = page.querySelector('[data-search]')
  if (!search) return
  page.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return
    event.preventDefault()
    search.focus()
    search.select()
  })
}

/** The keys to hold with an access key: every browser on a Mac agrees, Firefox differs elsewhere. */
export function modifier (agent, platform) {
  if (/Mac|iPhone|iPad/.test(platform)) return 'Ctrl Option'
  return /Firefox\//.test(agent) ? 'Alt Shift' : 'Alt'
}

/** Without this script a page prints the letter alone. */
export function printKeys (page) {
  const held = modifier(navigator.userAgent, navigator.platform)
  for (const key of page.querySelectorAll('kbd[data-key]')) key.textContent = `${held} ${key.dataset.key}`
}
