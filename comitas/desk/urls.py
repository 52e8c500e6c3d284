from django.urls import path

from comitas.desk.views import arrivals, home

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("arrivals/", arrivals.listing, name="arrivals"),
    path("arrivals/new/", arrivals.register, name="register-arrival"),
    path("arrivals/<uuid:arrival>/", arrivals.arrival, name="arrival"),
    path("arrivals/<uuid:arrival>/correct/", arrivals.correct, name="correct-arrival"),
    path("arrivals/<uuid:arrival>/number/", arrivals.number, name="number-arrival"),
]
