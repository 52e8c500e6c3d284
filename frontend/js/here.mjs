/**
 * A session that nobody uses ends. Whoever types into a form, or has a file on its way, uses it although no page is asked for: the
 * server is told, at most every two minutes. Without this script a session ends all the same, and what was typed is kept by drafts.mjs.
 */

const EVERY = 120_000 // milliseconds; the shortest time after which a session may end is five minutes

/** What is to be called at each sign of life; it calls *tell* for the first, and then not again before *every* has passed. */
export function sparingly (tell, now = () => Date.now(), every = EVERY) {
  let last = now() // the page itself was just asked for
  return () => {
    if (now() - last < every) return
    last = now()
    tell()
  }
}

/** Watch *page* where somebody is signed in. */
export function stayHere (page) {
  const address = page.body.dataset.here
  if (!address) return
  const alive = sparingly(() => { fetch(address, { method: 'HEAD' }).catch(() => {}) })
  page.addEventListener('input', alive)
  page.addEventListener('comitas:sending', alive)
}
