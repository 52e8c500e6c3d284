/** The page viewer: wider, turned, its text. The links the buttons stand on do the same by loading the page again. */

const WIDTHS = ['', 'cm-viewer--wide', 'cm-viewer--wider']

function turn (sheet) {
  const turned = (Number(sheet.dataset.turned) + 90) % 360
  const { width, height } = sheet.dataset
  const moves = { 0: '', 90: `translate(${height} 0) rotate(90)`, 180: `translate(${width} ${height}) rotate(180)`, 270: `translate(0 ${width}) rotate(270)` }
  sheet.dataset.turned = turned
  sheet.setAttribute('viewBox', turned % 180 ? `0 0 ${height} ${width}` : `0 0 ${width} ${height}`)
  sheet.querySelector('[data-turning]').setAttribute('transform', moves[turned])
}

function widen (viewer) {
  const now = Math.max(0, WIDTHS.findIndex((name) => name && viewer.classList.contains(name)))
  const next = WIDTHS[(now + 1) % WIDTHS.length]
  viewer.classList.remove(...WIDTHS.filter(Boolean))
  if (next) viewer.classList.add(next)
}

const acts = {
  wider: widen,
  turn: (viewer) => viewer.querySelectorAll('svg[data-turned]').forEach(turn),
  text: (viewer) => viewer.classList.toggle('cm-viewer--text')
}

function obey (page) {
  page.addEventListener('click', (event) => {
    const button = event.target.closest('[data-viewer] [data-act]')
    if (!button || !(button.dataset.act in acts)) return
    event.preventDefault()
    acts[button.dataset.act](button.closest('[data-viewer]'))
  })
}

/** A field that takes the cursor shows where it was read: its mark is outlined and comes into the frame. */
function follow (page) {
  page.addEventListener('focusin', (event) => {
    const row = event.target.closest('[data-mark]')
    for (const old of page.querySelectorAll('.cm-mark--shown')) old.classList.remove('cm-mark--shown')
    const mark = row && page.getElementById(row.dataset.mark)
    const frame = mark?.closest('.cm-viewer__pages')
    if (!frame) return
    mark.classList.add('cm-mark--shown')
    const [inner, outer] = [mark.getBoundingClientRect(), frame.getBoundingClientRect()]
    if (inner.top < outer.top || inner.bottom > outer.bottom) frame.scrollTop += inner.top - outer.top - outer.height / 3
  })
}

/** Listens on the whole page, so a viewer that comes later, when reading has ended, works as well. */
export function openViewers (page) {
  obey(page)
  follow(page)
}
