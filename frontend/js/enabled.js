/* Read before the page is shown: GOV.UK's components ask for these two classes. */
document.body.classList.add('js-enabled')
if ('noModule' in HTMLScriptElement.prototype) document.body.classList.add('govuk-frontend-supported')
