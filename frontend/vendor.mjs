/**
 * What is taken from GOV.UK Frontend and MOJ Frontend: their components, without the crown, the GDS Transport typeface,
 * pictures, and the parts no page of ours uses.
 */
import postcss from 'postcss'

/** GOV.UK components that are public-site furniture, or that we replace by denser ones of our own. */
const GOVUK_LEFT_OUT = [
  'accordion', 'cookie-banner', 'exit-this-page', 'footer', 'header', 'phase-banner', 'service-navigation', 'step-by-step',
  'tabs', 'task-list', 'password-input', 'frontend-supported .govuk-tabs', 'grid-column', 'grid-row', 'panel', 'logo'
]
/** MOJ components in use; the rest of that library is left out. */
const MOJ_TAKEN = ['badge', 'filter-tags', 'interruption-card', 'sub-navigation', 'timeline']

const inFamily = (names) => (name) => names.some((taken) => name === taken || name.startsWith(`${taken}-`) || name.startsWith(`${taken}_`))
const leftOutOfGovuk = inFamily(GOVUK_LEFT_OUT)
const takenOfMoj = inFamily(MOJ_TAKEN)

function unused (selector) {
  const names = [...selector.matchAll(/\.(govuk|moj)-([a-z0-9_-]+)/g)]
  return names.some(([, library, name]) => library === 'govuk' ? leftOutOfGovuk(name) : !takenOfMoj(name))
}

function adaptRule (rule) {
  if (rule.parent.type === 'atrule' && rule.parent.name.endsWith('keyframes')) return
  const kept = rule.selectors.filter((selector) => !unused(selector))
  if (kept.length === 0) rule.remove()
  else rule.selectors = kept
}

function adaptDeclaration (declaration) {
  if (declaration.value.includes('url(')) declaration.remove()
  else if (declaration.value.includes('GDS Transport')) declaration.value = 'var(--cm-font)'
}

function removeEmpty (root) {
  root.walkRules((rule) => { if (rule.nodes.length === 0) rule.remove() })
  root.walkAtRules((rule) => { if (rule.nodes && rule.nodes.length === 0) rule.remove() })
}

/** The library's sheet *css* as our pages take it. Throws when a trace of the typeface or of a picture is left. */
export function adapt (css) {
  const root = postcss.parse(css)
  root.walkAtRules('font-face', (rule) => rule.remove())
  root.walkRules(adaptRule)
  root.walkDecls(adaptDeclaration)
  removeEmpty(root)
  root.walkComments((comment) => comment.remove())
  const adapted = root.toString()
  if (/GDS Transport|url\(/.test(adapted)) throw new Error('The typeface or a picture is still named in a library sheet.')
  return adapted
}
