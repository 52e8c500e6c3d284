from django.urls import path

from comitas.desk.views import arrivals, home, intake, ledger, people

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("arrivals/", arrivals.listing, name="arrivals"),
    path("arrivals/new/", arrivals.register, name="register-arrival"),
    path("arrivals/<uuid:arrival>/", intake.arrival, name="arrival"),
    path("arrivals/<uuid:arrival>/progress/", intake.progress, name="arrival-progress"),
    path("arrivals/<uuid:arrival>/correct/", arrivals.correct, name="correct-arrival"),
    path("arrivals/<uuid:arrival>/number/", arrivals.number, name="number-arrival"),
    path("ledger/", ledger.ledger, name="ledger"),
    path("ledger/verify/", ledger.verify, name="verify-ledger"),
    path("ledger/readings/", ledger.readings, name="readings"),
    path("people/", people.people, name="people"),
    path("people/new/", people.create, name="new-person"),
    path("people/<int:person>/", people.person, name="person"),
    path("people/<int:person>/change/", people.change, name="change-person"),
]
