/** Everything here makes a page more pleasant; every page does its work without it. */
import { Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, Radios, SkipLink, createAll } from 'govuk-frontend'

import { keepDrafts } from './drafts.mjs'
import { closeMenus, foldOnPhones } from './folds.mjs'
import { stayHere } from './here.mjs'
import { printKeys, searchOnSlash } from './keys.mjs'
import { offerPasskeys } from './passkeys.mjs'
import { offerUpload } from './upload.mjs'
import { openViewers } from './viewer.mjs'

for (const component of [Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, Radios, SkipLink]) createAll(component)

foldOnPhones(document)
closeMenus(document)
printKeys(document)
searchOnSlash(document)
keepDrafts(document)
stayHere(document)
openViewers(document)
offerUpload(document)
offerPasskeys(document)

document.addEventListener('htmx:afterSettle', (event) => printKeys(event.target))
