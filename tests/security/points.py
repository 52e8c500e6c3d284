"""OWASP ASVS 5.0: which point is held by which test. The handbook's page is made from this table, and a test looks for each test.

A point without a test is not met, or met by something that is no program; its words say so.
"""

from dataclasses import dataclass

AUTH, SESSION, BROWSER, PARAMETER = (
    f"tests/security/test_{name}.py" for name in ("authentication", "sessions", "browser", "parameters")
)
FACTORS, PASSKEY = "comitas/accounts/tests/test_factors.py", "comitas/accounts/tests/test_signing_in.py"
JOURNEY, SSO = "tests/journeys/test_passkeys.py", "comitas/config/tests/test_single_sign_on.py"
ACCESS, EMERGENCY = "tests/access/test_addresses.py", "comitas/accounts/tests/test_emergency.py"
SECRETS = "comitas/config/tests/test_factor_secrets.py"
FIRST = "comitas/desk/tests/test_first_password.py"
SETTINGS = "comitas/config/tests/test_environment.py"
CHAPTERS: dict[str, tuple[str, str]] = {
    "2": ("Validation", "Validation"),
    "3": ("Browser", "Navigateur"),
    "6": ("Authentication", "Authentification"),
    "7": ("Sessions", "Sessions"),
    "8": ("Authorization", "Autorisation"),
    "10": ("Single sign-on", "Connexion unique"),
    "15": ("Parameters", "Paramètres"),
}


@dataclass(frozen=True, slots=True)
class Point:
    """`en` and `fr`: how it is met, or that it is not; `tests`: file and name of each test."""

    number: str
    en: str
    fr: str
    tests: tuple[tuple[str, str], ...] = ()
    met: bool = True


def _point(number: str, en: str, fr: str, *tests: tuple[str, str], met: bool = True) -> Point:
    return Point(number, en, fr, tests, met)


POINTS: tuple[Point, ...] = (
    _point("2.2.1", "What cannot be is refused at its field, and changes nothing.", "Ce qui ne peut pas être est refusé au champ, et ne change rien.",
           ("comitas/desk/tests/test_emergency_pages.py", "test_errors_stand_at_their_fields"), (FACTORS, "test_what_cannot_be_asked_is_refused_at_its_field")),
    _point("2.2.2", "Checked by the server, whatever the page does.", "Vérifié par le serveur, quoi que fasse la page.",
           (PASSKEY, "test_an_answer_of_any_shape_signs_nobody_in_and_breaks_nothing"), (PARAMETER, "test_odd_forms_are_answered_without_a_fault")),
    _point("2.2.3", "An authority that is not one’s own, a number of another: refused together.", "Une autorité qui n’est pas la sienne, un numéro d’une autre : refusés ensemble.",
           ("comitas/desk/tests/test_emergency_pages.py", "test_an_authority_that_is_not_ones_own_is_refused")),
    _point("2.3.1", "No step of signing in is stepped over.", "Aucune étape de la connexion n’est sautée.", (AUTH, "test_the_second_factor_cannot_be_stepped_over")),
    _point("2.3.4", "What is decided is decided once.", "Ce qui est décidé l’est une seule fois.", (FACTORS, "test_two_people_reset_it_and_everything_of_the_old_ends")),
    _point("2.3.5", "A factor is reset by two people; the database itself refuses one.", "Un facteur est réinitialisé à deux ; la base elle-même refuse une seule personne.",
           (FACTORS, "test_one_person_is_not_two"), (FACTORS, "test_the_database_itself_refuses_one_person_twice")),
    _point("2.4.1", "Tries are counted, by account and by address.", "Les essais sont comptés, par compte et par adresse.", (AUTH, "test_many_accounts_are_not_tried_from_one_address")),
    _point("3.3.1", "Over https cookies are secure and bound to the host (`__Host-`).", "En https, les cookies sont sûrs et liés à l’hôte (`__Host-`).", (SESSION, "test_over_https_cookies_are_secure_and_bound_to_the_host")),
    _point("3.3.2", "Cookies do not come with forms of other sites.", "Les cookies ne suivent pas les formulaires d’autres sites.", (SESSION, "test_cookies_are_for_this_host_and_no_script")),
    _point("3.3.4", "No script reads a cookie of the session.", "Aucun script ne lit un cookie de session.", (SESSION, "test_cookies_are_for_this_host_and_no_script")),
    _point("3.4.1", "A year of HSTS over https; in production for the hosts below too, unless a setting says no.", "Un an de HSTS en https ; en production, pour les hôtes sous celui-ci aussi, sauf réglage contraire.",
           (SESSION, "test_over_https_cookies_are_secure_and_bound_to_the_host"), (SESSION, "test_https_is_told_for_the_hosts_below_too_unless_the_setting_says_no"),
           (SETTINGS, "test_hosts_below_are_told_to_be_https_in_production_unless_it_is_refused")),
    _point("3.4.3", "A strict policy on every answer: own files, no inline script.", "Une politique stricte sur chaque réponse : fichiers propres, aucun script dans la page.",
           (BROWSER, "test_no_answer_is_framed_guessed_at_or_told_on"), (BROWSER, "test_no_page_has_a_script_of_its_own")),
    _point("3.4.4", "Types are not guessed.", "Les types ne sont pas devinés.", (BROWSER, "test_no_answer_is_framed_guessed_at_or_told_on")),
    _point("3.4.5", "Addresses are not told to other sites (Referer).", "Les adresses ne sont pas dites à d’autres sites (Referer).", (BROWSER, "test_no_answer_is_framed_guessed_at_or_told_on")),
    _point("3.4.6", "No page is framed (clickjacking).", "Aucune page n’est encadrée (détournement de clic).", (BROWSER, "test_no_answer_is_framed_guessed_at_or_told_on")),
    _point("3.5.1", "No form without its token, whoever sends it; over https none from elsewhere.", "Aucun formulaire sans son jeton, quel que soit l’expéditeur ; en https, aucun venu d’ailleurs.",
           (BROWSER, "test_no_form_is_taken_without_its_token"), (BROWSER, "test_a_token_of_another_browser_is_worth_nothing"),
           (BROWSER, "test_over_https_a_form_from_elsewhere_is_refused_even_with_a_token"), (BROWSER, "test_signing_in_itself_is_not_forged")),
    _point("3.5.3", "Asking for a page changes nothing.", "Demander une page ne change rien.", (BROWSER, "test_asking_for_a_page_changes_nothing"), (PARAMETER, "test_a_method_is_what_it_is")),
    _point("3.7.2", "No way leads to another site (open redirect), and no other host is answered.", "Aucun chemin ne mène à un autre site (redirection ouverte), et aucun autre hôte n’est servi.",
           (PARAMETER, "test_no_way_leads_elsewhere"), (BROWSER, "test_another_host_is_not_answered"), (BROWSER, "test_what_a_proxy_would_say_is_not_believed_of_the_host")),
    _point("6.1.1", "How guessing is stopped stands on this page.", "La parade aux essais figure sur cette page."),
    _point("6.2.1", "Twelve characters or more.", "Douze caractères ou plus.", (AUTH, "test_which_passwords_are_taken")),
    _point("6.2.3", "A new password needs the old one.", "Un nouveau mot de passe exige l’ancien.", (AUTH, "test_a_new_password_needs_the_old_one")),
    _point("6.2.4", "No common password.", "Aucun mot de passe courant.", (AUTH, "test_which_passwords_are_taken")),
    _point("6.2.5", "Any signs, no rule of composition.", "Tous les signes, aucune règle de composition.", (AUTH, "test_which_passwords_are_taken")),
    _point("6.2.6", "Masked while typed.", "Masqué à la saisie.", (AUTH, "test_password_fields_are_masked_and_managers_may_fill_them")),
    _point("6.2.7", "Password managers may fill it in.", "Les gestionnaires de mots de passe peuvent le remplir.", (AUTH, "test_password_fields_are_masked_and_managers_may_fill_them")),
    _point("6.2.8", "It counts as it was typed: not cut, not folded.", "Il compte tel qu’il est saisi : ni coupé, ni mis en minuscules.", (AUTH, "test_a_password_counts_as_it_was_typed")),
    _point("6.2.9", "Sixty-four characters and more.", "Soixante-quatre caractères et plus.", (AUTH, "test_which_passwords_are_taken")),
    _point("6.2.12", "Where `COMITAS_BREACHED_PASSWORDS` names the list, no password that was stolen elsewhere; without it, the 20,000 common ones alone are refused.", "Là où `COMITAS_BREACHED_PASSWORDS` nomme la liste, aucun mot de passe volé ailleurs ; sans elle, seuls les 20 000 courants sont refusés.",
           (AUTH, "test_a_password_that_was_stolen_elsewhere_is_not_taken"), (AUTH, "test_every_line_of_the_list_is_found_and_nothing_else"), (SETTINGS, "test_a_list_of_breached_passwords_is_looked_at_before_it_is_believed")),
    _point("6.3.1", "Five tries an account in five minutes, ten an address in a minute; a forged address does not begin anew; codes are not guessed either.",
           "Cinq essais par compte en cinq minutes, dix par adresse en une minute ; une adresse contrefaite ne remet pas à zéro ; les codes ne se devinent pas non plus.",
           (AUTH, "test_one_account_is_not_guessed_at_from_many_addresses"), (AUTH, "test_many_accounts_are_not_tried_from_one_address"),
           (AUTH, "test_a_forged_address_does_not_begin_the_count_anew"), (AUTH, "test_codes_of_the_second_factor_are_not_guessed")),
    _point("6.3.2", "No account that everybody tries.", "Aucun compte que tout le monde essaie.", (AUTH, "test_no_name_that_everybody_tries_is_here")),
    _point("6.3.3", "In production a second factor is required; passkeys are offered.", "En production, un second facteur est exigé ; des clés d’accès sont proposées.",
           (AUTH, "test_where_two_factors_are_required_one_opens_nothing"), (JOURNEY, "test_a_passkey_is_added_signs_in_alone_and_is_removed")),
    _point("6.3.4", "No other way in; single sign-on asks for the second factor too.", "Pas d’autre entrée ; la connexion unique demande aussi le second facteur.",
           (AUTH, "test_there_is_no_way_round_by_mail_hint_or_question"), (SSO, "test_the_second_factor_is_asked_for_all_the_same")),
    _point("6.3.5", "A new browser is told to the person, on the page and by mail.", "Un nouveau navigateur est signalé à la personne, sur la page et par courriel.",
           (FACTORS, "test_a_browser_is_known_again_and_a_new_one_is_announced_once"), ("comitas/duty/tests/test_account.py", "test_the_ledger_leads_to_the_message")),
    _point("6.3.6", "Nobody signs in by mail.", "Nul ne se connecte par courriel.", (AUTH, "test_there_is_no_way_round_by_mail_hint_or_question")),
    _point("6.3.7", "Whatever changes a factor or a password is told by mail.", "Ce qui change un facteur ou un mot de passe est dit par courriel.", ("comitas/duty/tests/test_account.py", "test_every_kind_that_is_told_exists")),
    _point("6.3.8", "Who is here is not told by a wrong password.", "Un mot de passe faux ne dit pas qui est ici.", (AUTH, "test_who_is_here_is_not_told_by_a_wrong_password"), (AUTH, "test_a_closed_account_is_told_apart_only_by_who_knows_its_password")),
    _point("6.4.1", "A password that somebody else set leads to nothing but choosing one’s own, and is not chosen again.", "Un mot de passe fixé par quelqu’un d’autre ne mène qu’au choix du sien, et ne peut être choisi à nouveau.",
           (FIRST, "test_a_first_password_leads_to_nothing_but_choosing_ones_own")),
    _point("6.4.2", "No hints, no questions.", "Ni indice, ni question.", (AUTH, "test_there_is_no_way_round_by_mail_hint_or_question")),
    _point("6.4.3", "A forgotten password: an administrator gives a new one, drawn and shown once; the second factor is asked for all the same, and the person is told.", "Un mot de passe oublié : un administrateur en donne un nouveau, tiré au sort et montré une fois ; le second facteur reste exigé, et la personne en est avertie.",
           (FIRST, "test_a_forgotten_password_is_answered_by_a_new_one_shown_once"), (FIRST, "test_who_may_not_give_a_password"), (FIRST, "test_whoever_forgot_their_password_is_told_whom_to_ask")),
    _point("6.4.4", "A lost factor: who asks says how they recognised the person; another agrees.", "Un facteur perdu : qui demande dit comment il a reconnu la personne ; un autre consent.",
           (FACTORS, "test_two_people_reset_it_and_everything_of_the_old_ends"), (FACTORS, "test_the_envelope_counts_as_opened_once_a_code_is_used")),
    _point("6.5.1", "A code and a recovery code count once.", "Un code et un code de secours comptent une fois.", (AUTH, "test_a_code_counts_once"), (AUTH, "test_a_recovery_code_counts_once")),
    _point("6.5.2", "Keys of authenticators and recovery codes are sealed under the house key, before and after a change of keys.", "Les clés des authentificateurs et les codes de secours sont scellés sous la clé de la maison, avant et après un changement de clés.",
           (SECRETS, "test_no_secret_of_a_factor_lies_in_clear"), (SECRETS, "test_what_an_earlier_version_kept_in_clear_is_sealed_once_and_still_opens"), (SECRETS, "test_a_change_of_keys_loses_no_factor_and_the_old_key_opens_none")),
    _point("6.5.6", "Every factor can be taken away.", "Chaque facteur peut être retiré.", (JOURNEY, "test_a_passkey_is_added_signs_in_alone_and_is_removed"), (PASSKEY, "test_nobody_renames_or_removes_the_passkey_of_another")),
    _point("6.7.2", "A passkey answers one question once, and only for its person.", "Une clé d’accès répond à une question une seule fois, et seulement pour sa personne.", (PASSKEY, "test_a_passkey_signs_in_alone_and_its_answer_counts_once"), (PASSKEY, "test_an_answer_for_another_page_or_person_signs_nobody_in"),
           (JOURNEY, "test_an_answer_played_back_or_without_its_person_opens_nothing")),
    _point("6.8.2", "The signature of the provider’s token is always checked.", "La signature du jeton du fournisseur est toujours vérifiée.", (SSO, "test_a_token_that_is_not_right_signs_nobody_in")),
    _point("7.1.1", "Ten hours at most, an hour without use (`COMITAS_IDLE_MINUTES`), and until the browser is closed.", "Dix heures au plus, une heure sans activité (`COMITAS_IDLE_MINUTES`), et jusqu’à la fermeture du navigateur.",
           (SESSION, "test_a_session_ends_after_its_time"), (SESSION, "test_a_session_that_nobody_uses_ends_and_leads_back"), (SETTINGS, "test_idleness_ends_a_session_within_bounds")),
    _point("7.2.1", "A made-up session is none.", "Une session inventée n’en est pas une.", (SESSION, "test_a_made_up_session_is_no_session")),
    _point("7.2.3", "Random, over 128 bits.", "Aléatoire, plus de 128 bits.", (SESSION, "test_sessions_are_random_and_long")),
    _point("7.2.4", "A planted session is not the one that is signed in (fixation).", "Une session plantée n’est pas celle qui est connectée (fixation).", (SESSION, "test_a_session_that_was_planted_is_not_the_one_that_is_signed_in")),
    _point("7.3.1", "What nobody uses ends; whoever types or sends a file uses it, and a page that comes too late changes nothing.", "Ce que nul n’utilise prend fin ; qui saisit ou envoie un fichier l’utilise, et une page venue trop tard ne change rien.",
           (SESSION, "test_a_session_that_nobody_uses_ends_and_leads_back"), (SESSION, "test_a_form_that_comes_too_late_changes_nothing"), (SESSION, "test_whoever_types_or_sends_a_file_stays_signed_in"), (SESSION, "test_asking_for_idleness_costs_a_page_nothing_within_the_minute")),
    _point("7.3.2", "It ends after its time.", "Elle finit à son terme.", (SESSION, "test_a_session_ends_after_its_time")),
    _point("7.4.1", "Signing out ends it for whoever copied it (theft).", "Se déconnecter y met fin aussi pour qui l’a copiée (vol).", (SESSION, "test_signing_out_ends_it_for_whoever_copied_it")),
    _point("7.4.2", "All end with the account or a role, at once.", "Toutes finissent avec le compte ou un rôle, aussitôt.", (FACTORS, "test_sessions_end_with_a_role_and_with_the_account_and_stay_ended")),
    _point("7.4.3", "A new password ends all others.", "Un nouveau mot de passe met fin à toutes les autres.", (SESSION, "test_a_new_password_ends_every_other_session")),
    _point("7.4.4", "Every page has the way out.", "Chaque page a la sortie.", (SESSION, "test_every_page_has_the_way_out")),
    _point("7.4.5", "An administrator signs somebody out everywhere.", "Un administrateur déconnecte quelqu’un partout.", (FACTORS, "test_an_administrator_signs_somebody_out_everywhere_but_no_neighbour")),
    _point("7.5.1", "What changes how one signs in asks again who it is.", "Ce qui change la connexion redemande qui l’on est.", (SESSION, "test_what_changes_how_one_signs_in_asks_again_who_it_is"), (PASSKEY, "test_adding_a_passkey_asks_first_whether_it_is_you")),
    _point("7.5.2", "One sees one’s sessions and ends the others after confirming.", "On voit ses sessions et met fin aux autres après confirmation.", (SESSION, "test_one_sees_ones_sessions_and_ends_the_others_after_confirming")),
    _point("7.6.2", "Nobody is signed in by the provider without having asked.", "Nul n’est connecté par le fournisseur sans l’avoir demandé.", (SSO, "test_an_answer_is_taken_once_and_only_by_the_browser_that_asked")),
    _point("8.1.1", "The rules stand in the handbook, measured.", "Les règles figurent au manuel, mesurées.", ("tests/access/test_table.py", "test_the_handbooks_page_says_what_the_program_does")),
    _point("8.2.1", "Every address asks for its permission.", "Chaque adresse exige sa permission.", (ACCESS, "test_an_address_answers_as_the_table_says"), (ACCESS, "test_every_address_declares_its_permission")),
    _point("8.2.2", "What one may not know answers like what never was; break-glass alone opens it, for a time.", "Ce qu’on ne peut connaître répond comme ce qui n’a jamais existé ; seul l’accès d’urgence l’ouvre, pour un temps.",
           (ACCESS, "test_an_address_answers_as_the_table_says"), (EMERGENCY, "test_it_gives_sight_in_all_three_forms_until_its_time_and_not_a_second_longer")),
    _point("8.2.3", "No word of a restricted case travels.", "Aucun mot d’un dossier restreint ne circule.", ("tests/access/test_canary.py", "test_no_list_or_search_tells_others_a_word")),
    _point("8.3.1", "What is refused changes nothing.", "Ce qui est refusé ne change rien.", (ACCESS, "test_what_is_refused_changes_nothing")),
    _point("8.3.2", "A role that ends, a recusal, an hour that is over take effect with the next question.", "Un rôle qui finit, un déport, une heure écoulée valent dès la question suivante.",
           (EMERGENCY, "test_sight_ends_with_the_role"), (EMERGENCY, "test_never_for_who_is_recused_before_or_meanwhile")),
    _point("8.4.1", "Nobody changes the people or reads the cases of another authority.", "Nul ne change les personnes ni ne lit les dossiers d’une autre autorité.", (FACTORS, "test_who_may_not_ask_or_agree"), (EMERGENCY, "test_who_may_not")),
    _point("10.1.2", "State, nonce and PKCE are of this browser and this question.", "State, nonce et PKCE sont de ce navigateur et de cette question.",
           (SSO, "test_the_question_has_state_nonce_and_pkce_and_asks_for_the_subject_alone"), (SSO, "test_without_the_verifier_the_code_is_worth_nothing")),
    _point("10.2.1", "A changed or forged answer signs nobody in.", "Une réponse modifiée ou forgée ne connecte personne.", (SSO, "test_a_changed_answer_signs_nobody_in")),
    _point("10.2.3", "The subject alone is asked for.", "Seul le sujet est demandé.", (SSO, "test_the_question_has_state_nonce_and_pkce_and_asks_for_the_subject_alone")),
    _point("10.5.1", "A token is not played back (nonce).", "Un jeton n’est pas rejoué (nonce).", (SSO, "test_a_token_that_is_not_right_signs_nobody_in"), (SSO, "test_an_answer_is_taken_once_and_only_by_the_browser_that_asked")),
    _point("10.5.2", "The subject counts, never the mail address; nobody is made.", "Le sujet compte, jamais l’adresse ; nul n’est créé.", (SSO, "test_nobody_is_found_by_their_mail_address_and_nobody_is_made")),
    _point("10.5.3", "A provider that names another issuer is refused.", "Un fournisseur qui nomme un autre émetteur est refusé.", (SSO, "test_a_provider_that_changes_what_it_is_signs_nobody_in")),
    _point("10.5.4", "A token for another audience is refused.", "Un jeton pour un autre destinataire est refusé.", (SSO, "test_a_token_that_is_not_right_signs_nobody_in")),
    _point("15.3.3", "Fields that nobody asked for are not taken (mass assignment).", "Les champs non demandés ne sont pas pris (affectation de masse).",
           (PARAMETER, "test_fields_that_nobody_asked_for_are_not_taken_of_oneself"), (PARAMETER, "test_fields_that_nobody_asked_for_are_not_taken_of_a_new_person"),
           (PARAMETER, "test_a_change_is_made_for_who_is_in_the_address_and_by_who_is_signed_in")),
    _point("15.3.4", "A forged address of the sender counts for nothing; behind declared proxies each sender counts apart.", "Une adresse d’expéditeur contrefaite ne compte pas ; derrière des mandataires déclarés, chaque expéditeur compte à part.",
           (AUTH, "test_a_forged_address_does_not_begin_the_count_anew"), (AUTH, "test_behind_a_declared_proxy_each_sender_is_counted_apart"), (AUTH, "test_behind_a_declared_proxy_a_forged_address_counts_for_nothing"), (AUTH, "test_whom_a_request_comes_from")),
    _point("15.3.7", "A parameter said twice counts once; a query fills in no form.", "Un paramètre donné deux fois compte une fois ; une requête ne remplit aucun formulaire.",
           (PARAMETER, "test_what_is_said_twice_is_said_once"), (PARAMETER, "test_a_query_does_not_fill_in_a_form"), (PARAMETER, "test_odd_questions_are_answered_without_a_fault")),
)  # fmt: skip


def table(language: str) -> str:
    """The points as Markdown, a table a chapter."""
    french = language == "fr"
    lines = []
    for chapter, names in CHAPTERS.items():
        lines += ["", f"### {names[french]} ({'chapitre' if french else 'chapter'} {chapter})", ""]
        lines += ["| n° | comment | test |" if french else "| no. | how | test |", "| --- | --- | --- |"]
        for one in POINTS:
            if one.number.split(".")[0] == chapter:
                told = ", ".join(f"`{name}`" for _file, name in one.tests) or "–"
                lines.append(f"| {one.number} | {one.fr if french else one.en} | {told} |")
    return "\n".join(lines[1:]) + "\n"
