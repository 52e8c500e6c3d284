from django.urls import path

from comitas.desk.views import arrivals, checks, home, intake, ledger, letters, people

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("arrivals/", arrivals.listing, name="arrivals"),
    path("arrivals/new/", arrivals.register, name="register-arrival"),
    path("arrivals/<uuid:arrival>/", intake.arrival, name="arrival"),
    path("arrivals/<uuid:arrival>/progress/", intake.progress, name="arrival-progress"),
    path("arrivals/<uuid:arrival>/correct/", arrivals.correct, name="correct-arrival"),
    path("arrivals/<uuid:arrival>/number/", arrivals.number, name="number-arrival"),
    path("arrivals/<uuid:arrival>/files/", arrivals.add_files, name="arrival-files"),
    path("arrivals/<uuid:arrival>/readers/", arrivals.readers, name="arrival-readers"),
    path("arrivals/<uuid:arrival>/compare/", intake.compare, name="compare-arrival"),
    path("cases/<uuid:case>/checks/", checks.listing, name="case-checks"),
    path("cases/<uuid:case>/checks/<path:rule>/", checks.finding, name="case-finding"),
    path("checks/", checks.pack, name="checks-pack"),
    path("cases/<uuid:case>/letters/", letters.of_case, name="case-letters"),
    path("cases/<uuid:case>/letters/new/", letters.new, name="new-letter"),
    path("letters/", letters.folder, name="letters"),
    path("letters/<uuid:letter>/", letters.letter, name="letter"),
    path("letters/<uuid:letter>/approve/", letters.approve, name="approve-letter"),
    path("letters/<uuid:letter>/return/", letters.send_back, name="return-letter"),
    path("letters/<uuid:letter>/sent/", letters.sent, name="letter-sent"),
    path("letters/<uuid:letter>/drop/", letters.drop, name="drop-letter"),
    path("letters/<uuid:letter>/letter.pdf", letters.paper, name="letter-paper"),
    path("letters/<uuid:letter>/pages/<int:number>.png", letters.picture, name="letter-page"),
    path("ledger/", ledger.ledger, name="ledger"),
    path("ledger/verify/", ledger.verify, name="verify-ledger"),
    path("ledger/readings/", ledger.readings, name="readings"),
    path("people/", people.people, name="people"),
    path("people/new/", people.create, name="new-person"),
    path("people/<int:person>/", people.person, name="person"),
    path("people/<int:person>/change/", people.change, name="change-person"),
]
